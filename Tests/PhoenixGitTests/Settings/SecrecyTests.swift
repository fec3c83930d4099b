import Testing

@testable import PhoenixGit

@Suite("What is printed")
struct SecrecyTests {
    @Test("of a credential never holds the password")
    func credential() {
        let credential = GitCredential(user: "phoenix", password: "hunter2")
        var dumped = ""
        dump(credential, to: &dumped)
        for text in ["\(credential)", String(reflecting: credential), dumped] { #expect(!text.contains("hunter2")) }
        #expect("\(credential)".contains("phoenix"))
    }

    @Test("of foreign text is one line without passwords and control characters")
    func foreignText() {
        let text = OneLine.of("bad\n\u{1B}[31m http://u:hunter2@host/x and https://u:hunter2@h ok")
        #expect(text == "bad\u{FFFD}\u{FFFD}[31m http://•••@host/x and https://•••@h ok")
        #expect(OneLine.of(String(repeating: "x", count: 9999)).count == OneLine.charactersMaximum)
    }

    /// The test vectors of FIPS 180-4, and lengths around the border of a block, digested by `sha256sum`.
    @Test(
        "of a fingerprint is SHA-256",
        arguments: [
            ("", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"),
            ("abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1"
            ),
            (String(repeating: "a", count: 55), "9F4390F8D30C2DD92EC9F095B65E2B9AE9B0A925A5258E241C9F1E910F734318"),
            (String(repeating: "a", count: 64), "FFE054FE7AE0CB6DC65C3AF9B61D5209F439851DB43D0BA5997337DF154668EB"),
        ])
    func digest(_ text: String, expected: String) throws {
        let fingerprint = CertificateFingerprint(of: Array(text.utf8))
        #expect(fingerprint.description.filter { $0 != ":" } == expected)
        #expect(try CertificateFingerprint(fingerprint.description) == fingerprint)
        #expect(try CertificateFingerprint(expected.lowercased()) == fingerprint)
    }
}
