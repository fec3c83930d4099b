import PhoenixManifest
import PhoenixModel
import Testing

@Suite("A feature's digest")
struct DigestTests {
    private let manifest =
        "\"parameters\": { \"type\": \"object\", \"properties\": { \"port\": { \"default\": 80 }, \"key\": {} } }"

    private func repository(_ parameters: String = "{}") -> Repository {
        lab.container(100, "\"features\": [{ \"name\": \"a\", \"parameters\": \(parameters) }]").feature("a", manifest)
    }

    private func digest(_ repository: Repository) throws -> Digest {
        try #require(repository.read().desired?.guests.first?.features.first?.digest)
    }

    @Test("is what its definition says, computed by hand elsewhere")
    func isStable() throws {
        #expect(
            try digest(repository()).hexadecimal == "b32b0cb4e56479432806d49a31d192a87188d68430bc4bbe3b46ab9ee7278ebc")
    }

    @Test("stays when only texts for people and the layout change")
    func ignoresTexts() throws {
        let other = repository().with(
            "features/a/feature.json", "{ \(manifest), \"description\": \"Another text.\", \"$schema\": \"x\" }")
        #expect(try digest(other) == digest(repository()))
    }

    @Test("is the same for a default and the same value given")
    func ignoresWhoSaysIt() throws {
        #expect(try digest(repository("{ \"port\": 80 }")) == digest(repository()))
    }

    @Test("changes with scripts, manifest, parameters and a secret's name")
    func coversEverything() throws {
        let variants = [
            repository(), repository("{ \"port\": 81 }"), repository("{ \"port\": \"81\", \"key\": \"80\" }"),
            repository("{ \"key\": { \"secret\": \"one\" } }"), repository("{ \"key\": { \"secret\": \"two\" } }"),
            repository("{ \"key\": \"one\" }"),
            repository().with("features/a/install.sh", "true\n"), repository().with("features/a/check.sh", "true\n"),
            repository().with("features/a/remove.sh", "true\n"),
            repository().with(
                "features/a/feature.json",
                "{ \"description\": \"\", \"timeout_seconds\": 5 }".replacing("\"\"", with: "\"x\"")),
        ]
        let digests = try variants.map(digest)
        #expect(Set(digests).count == variants.count)
    }

    @Test("keeps parameters apart from one another")
    func separatesParameters() throws {
        let one = try digest(repository("{ \"key\": \"a\", \"port\": \"b\" }"))
        #expect(try digest(repository("{ \"key\": \"ab\", \"port\": \"\" }")) != one)
    }

    @Test("is not the only thing that carries a secret's name, but its value is nowhere")
    func carriesSecretNames() throws {
        let feature = repository("{ \"key\": { \"secret\": \"registry\" } }").read().desired?.guests.first?.features
            .first
        #expect(
            feature?.parameters == [
                Parameter(variable: "PHOENIX_KEY", value: .secret(SecretName("registry"))),
                Parameter(variable: "PHOENIX_PORT", value: .text("80")),
            ])
    }
}
