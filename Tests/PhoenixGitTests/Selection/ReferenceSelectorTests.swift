import PhoenixModel
import Testing

@testable import PhoenixGit

@Suite("The selection of a reference")
struct ReferenceSelectorTests {
    private let remote: RemoteURL
    private let references: [AdvertisedReference]

    init() throws {
        remote = try RemoteURL("git://127.0.0.1/fleet")
        let names = [
            "HEAD", "refs/heads/main", "refs/heads/staging", "refs/tags/v1.0.0", "refs/tags/v1.10.0", "refs/tags/1.9.0",
            "refs/tags/v2.0.0-rc.1", "refs/tags/nightly", "refs/pull/1/head",
        ]
        var lines = names.enumerated().map { (name: $0.element, object: object($0.offset)) }
        lines.append((name: "refs/tags/v1.0.0^{}", object: object(100)))
        references = AdvertisedReference.list(lines)
    }

    @Test("takes the branch of that name")
    func branch() throws {
        #expect(try ReferenceSelector.branch("main").select(from: references, of: remote).commit == object(1))
    }

    @Test("peels annotated tags")
    func tag() throws {
        #expect(try ReferenceSelector.tag("v1.0.0").select(from: references, of: remote).commit == object(100))
    }

    @Test("takes the highest version, not the last text")
    func highestTag() throws {
        let range = try VersionRange("^1.0")
        let selected = try ReferenceSelector.highestTag(range).select(from: references, of: remote)
        #expect(selected.name == "refs/tags/v1.10.0")
    }

    @Test(
        "says what was meant",
        arguments: [
            (ReferenceSelector.branch("mian"), "Did you mean 'main'"), (.branch("Staging"), "Did you mean 'staging'"),
            (.branch("nightly"), "There is a tag of that name"), (.tag("main"), "There is a branch of that name"),
            (.branch("something-else-altogether"), "Push it"),
        ])
    func didYouMean(_ selector: ReferenceSelector, advice: String) {
        let thrown = #expect(throws: Failure.self) { try selector.select(from: references, of: remote) }
        #expect(thrown?.code == .gitReferenceMissing)
        #expect(thrown?.remedy.contains(advice) == true, "\(thrown?.remedy ?? "")")
    }

    @Test("names the highest version there is if none lies in the range")
    func noTagInRange() throws {
        let selector = ReferenceSelector.highestTag(try VersionRange("^3"))
        let thrown = #expect(throws: Failure.self) { try selector.select(from: references, of: remote) }
        #expect(thrown?.remedy.contains("2.0.0-rc.1") == true)
    }
}

private func object(_ number: Int) -> CommitID {
    let digits = String(number, radix: 16)
    // Forty digits are always a commit's name.
    return CommitID(String(repeating: "0", count: 40 - digits.count) + digits) ?? object(0)
}
