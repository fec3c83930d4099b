/// Sizes of disks as Proxmox writes them: `8G`, `528K`, or plain bytes.
package enum VolumeSize {
    package static let bytesPerGibibyte = 1_073_741_824

    /// No storage is larger; beyond it a size is no number of bytes that can be counted with.
    private static let limitBytes = 9.0e18

    /// Reads `8G`, `1.5T`, `512MiB` or plain bytes; nil if it is no size.
    package static func bytes(_ text: some StringProtocol) -> Int? {
        var digits = Substring(text)
        if digits.hasSuffix("iB"), digits.dropLast(2).last?.isNumber == false { digits = digits.dropLast(2) }
        var factor = 1.0
        if let power = digits.last.flatMap({ Array("KMGT").firstIndex(of: $0) }) {
            digits = digits.dropLast()
            for _ in 0...power { factor *= 1024 }
        }
        guard isPlainNumber(digits), let number = Double(digits), number * factor < limitBytes else { return nil }
        return Int(number * factor)
    }

    /// The shortest form without a fraction, as `format_size` of Proxmox gives it.
    package static func text(_ bytes: Int) -> String {
        var number = bytes
        var unit = ""
        for next in ["K", "M", "G", "T"] {
            guard number % 1024 == 0 else { break }
            number /= 1024
            unit = next
        }
        return bytes == 0 ? "0T" : "\(number)\(unit)"
    }

    /// Whole GiB, rounded up.
    package static func gibibytes(_ bytes: Int) -> Int {
        bytes / bytesPerGibibyte + (bytes % bytesPerGibibyte > 0 ? 1 : 0)
    }

    /// Digits, and perhaps a dot with more of them.
    static func isPlainNumber(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }
    }
}
