import PhoenixManifest
import PhoenixModel
import Testing

/// A repository with one thing wrong, and everything that reading it must find.
struct InvalidRepository: Sendable, CustomTestStringConvertible {
    let title: String
    let repository: Repository
    let inventory: [ObservedNode]?
    /// In the form of `Diagnostic.short`, in the order of the report.
    let expected: [String]

    init(_ title: String, _ repository: Repository, inventory: [ObservedNode]? = nil, finds expected: String...) {
        self.title = title
        self.repository = repository
        self.inventory = inventory
        self.expected = expected
    }

    var testDescription: String { title }
}

@Suite("Invalid repositories")
struct InvalidRepositoryTests {
    static let all =
        fileCases + shapeCases + guestCases + settingCases + networkCases + originCases + featureCases
        + parameterCases + inventoryCases + imageCases

    @Test("give these diagnostics at these places", arguments: all)
    func areDiagnosed(_ invalid: InvalidRepository) {
        let reading = invalid.repository.read(inventory: invalid.inventory)
        #expect(reading.diagnostics.map(\.short) == invalid.expected, "\(reading.diagnostics.map(\.long))")
        let hasError = reading.diagnostics.contains { $0.severity == .error }
        #expect((reading.desired == nil) == hasError)
        for diagnostic in reading.diagnostics {
            #expect(!diagnostic.message.isEmpty && !diagnostic.message.hasSuffix("."))
            #expect(!diagnostic.remedy.isEmpty && !diagnostic.remedy.hasSuffix("."))
            #expect((diagnostic.place.line == nil) || diagnostic.place.line.map { $0 > 0 } == true)
        }
    }

    @Test("are of many kinds, each with a title of its own")
    func areMany() {
        #expect(Self.all.count >= 70)
        #expect(Set(Self.all.map(\.title)).count == Self.all.count)
    }

    @Test("the lab itself is valid")
    func labIsValid() {
        #expect(lab.container(100).read(isStrict: true).diagnostics.map(\.long) == [])
    }
}
