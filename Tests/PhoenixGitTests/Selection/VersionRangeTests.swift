import PhoenixModel
import Testing

@testable import PhoenixGit

@Suite("Version ranges")
struct VersionRangeTests {
    @Test(
        "hold what they name",
        arguments: [
            ("^1.2", ["1.2.0", "1.9.9"], ["1.1.9", "2.0.0", "1.3.0-rc.1", "2.0.0-rc.1"]),
            ("^1.2.3", ["1.2.3", "1.99.0"], ["1.2.2", "2.0.0"]),
            ("^1", ["1.0.0", "1.5.2"], ["0.9.0", "2.0.0"]),
            ("^0.2.3", ["0.2.3", "0.2.9"], ["0.2.2", "0.3.0"]),
            ("^0.0.3", ["0.0.3"], ["0.0.2", "0.0.4", "0.1.0"]),
            ("^0.0", ["0.0.0", "0.0.9"], ["0.1.0"]),
            ("^0", ["0.0.1", "0.9.0"], ["1.0.0"]),
            ("~1.2.3", ["1.2.3", "1.2.9"], ["1.2.2", "1.3.0"]),
            ("~1.2", ["1.2.0", "1.2.9"], ["1.1.0", "1.3.0"]),
            ("~1", ["1.0.0", "1.9.0"], ["2.0.0"]),
            (">=1.0 <2.0", ["1.0.0", "1.99.99"], ["0.9.9", "2.0.0", "2.0.0-rc.1"]),
            (">= 1.0, < 2.0", ["1.0.0"], ["2.0.0"]),
            (">1.2", ["1.3.0"], ["1.2.0", "1.2.9"]),
            (">1.2.3", ["1.2.4"], ["1.2.3"]),
            ("<=1.2", ["1.2.9", "0.1.0"], ["1.3.0"]),
            ("<=1.2.3", ["1.2.3"], ["1.2.4"]),
            ("1.x", ["1.0.0", "1.9.9"], ["0.9.0", "2.0.0"]),
            ("1.2.*", ["1.2.0", "1.2.7"], ["1.3.0"]),
            ("1.2", ["1.2.7"], ["1.3.0", "1.1.0"]),
            ("*", ["0.0.0", "99.0.0"], ["1.0.0-rc.1"]),
            ("<=*", ["0.0.0", "99.0.0"], []),
            ("=1.2.3", ["1.2.3"], ["1.2.4", "1.2.3-rc.1"]),
            ("v1.2.3", ["1.2.3"], ["1.2.2"]),
            ("1.2.3-rc.1", ["1.2.3-rc.1"], ["1.2.3", "1.2.3-rc.2"]),
            (">=1.2.3-rc.1", ["1.2.3-rc.1", "1.2.3-rc.2", "1.2.3", "1.4.0"], ["1.2.3-beta", "1.4.0-rc.1"]),
            ("^1.2.3-rc.1", ["1.2.3-rc.1", "1.9.0"], ["2.0.0-rc.1", "1.3.0-rc.1"]),
        ] as [(String, [String], [String])])
    func contains(_ text: String, inside: [String], outside: [String]) throws {
        let range = try VersionRange(text)
        for version in inside {
            #expect(range.contains(try #require(SemanticVersion(version))), "\(version) in \(text)")
        }
        for version in outside {
            #expect(!range.contains(try #require(SemanticVersion(version))), "\(version) in \(text)")
        }
    }

    @Test(
        "that are not understood are refused with an example",
        arguments: ["", "  ", "latest", "1.2.3.4", "^", ">= ", "1.x.3", "^^1", "1.2 || 2", "^1.2-rc", "=>1", ">*"])
    func refuses(_ text: String) {
        let thrown = #expect(throws: Failure.self) { try VersionRange(text) }
        #expect(thrown?.code == .settingsInvalid)
        #expect(thrown?.remedy.contains("^1.2") == true)
    }

    @Test("do not overflow")
    func overflow() throws {
        let highest = UInt64.max
        #expect(try VersionRange("^\(highest).1").contains(SemanticVersion(highest, 2, 0)))
        #expect(try !VersionRange("~1.\(highest)").contains(SemanticVersion(2, 0, 0)))
    }

    /// The caret, told the other way round: nothing lower, and the same first number that is not zero.
    @Test("with a caret keep the first number that is not zero", arguments: 0..<50)
    func caretProperty(seed: UInt64) throws {
        var state = seed
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % 4
        }
        for _ in 0..<200 {
            let bound = SemanticVersion(next(), next(), next())
            let version = SemanticVersion(next(), next(), next())
            let keeps =
                bound.major != 0
                ? version.major == bound.major
                : bound.minor != 0
                    ? (version.major, version.minor) == (0, bound.minor) : version == bound
            let expected = keeps && version >= bound
            #expect(
                try VersionRange("^\(bound)").contains(version) == expected, "seed \(seed): \(version) in ^\(bound)")
        }
    }
}
