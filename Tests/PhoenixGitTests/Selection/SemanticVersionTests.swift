import Testing

@testable import PhoenixGit

@Suite("Semantic versions")
struct SemanticVersionTests {
    @Test("are read with and without a leading v", arguments: ["1.2.3", "v1.2.3", "1.2.3+build.7", "v1.2.3+0.0"])
    func reads(_ text: String) throws {
        #expect(try #require(SemanticVersion(text)) == SemanticVersion(1, 2, 3))
    }

    @Test(
        "that are not whole or not well formed are none",
        arguments: [
            "", "v", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.03", "1.2.-3", "1.2.3-", "1.2.3-a..b", "1.2.3-01", "1.2.3+",
            "1.2.3-ä", "vv1.2.3", "V1.2.3", " 1.2.3", "1.2.3\n", "99999999999999999999.0.0", "1.2.x", "release-1.2.3",
        ])
    func refuses(_ text: String) { #expect(SemanticVersion(text) == nil) }

    /// The example of semver.org, section 11, and numbers that a comparison of text would get wrong.
    @Test("stand in the order of semver.org")
    func order() throws {
        let ascending = [
            "0.9.9", "1.0.0-0", "1.0.0-9", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
            "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0",
        ].compactMap(SemanticVersion.init)
        #expect(ascending.count == 16)
        for (index, left) in ascending.enumerated() {
            for (other, right) in ascending.enumerated() {
                #expect((left < right) == (index < other), "\(left) and \(right)")
            }
        }
    }

    @Test("print as they are read", arguments: ["0.0.0", "1.2.3-rc.1", "10.20.30-x-y.0"])
    func prints(_ text: String) { #expect(SemanticVersion(text)?.description == text) }
}
