/// `[order=]1,up=30,down=60`: when a guest starts and stops.
enum StartupOrderFormat {
    private static let part = PerlPattern(#"((order=)?\d+|up=\d+|down=\d+)"#)

    /// Parts of white space alone are skipped; the empty text and `0` are refused.
    static func isValid(_ value: String) -> Bool {
        guard PerlText.isTrue(value) else { return false }
        return PerlText.parts(of: value, at: ",").allSatisfy { text in
            text.unicodeScalars.allSatisfy(PerlText.isSpace) || part.matches(text)
        }
    }
}
