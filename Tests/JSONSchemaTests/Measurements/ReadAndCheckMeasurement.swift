import JSONSchema
import Testing

@Suite("Measurements")
struct ReadAndCheckMeasurement {
    /// The machine has other work too; the best of a few rounds is what the code costs.
    private static let rounds = 5

    @Test("5,000 guest files are read and checked")
    func readAndCheck() throws {
        let count = 5_000
        let texts = (0..<count).map { Array(GuestFixture.document($0).utf8) }
        var compiling = Duration.seconds(1_000)
        var reading = compiling
        var checking = compiling
        for _ in 0..<Self.rounds {
            let clock = ContinuousClock()
            let start = clock.now
            let schema = try CompiledSchema.compile(
                text: GuestFixture.schema, options: SchemaOptions(assertsFormats: true))
            let compiled = clock.now
            let documents = try texts.map { try JSONDocument.parse($0) }
            let read = clock.now
            let violations = documents.reduce(0) { $0 + schema.violations(in: $1.root).count }
            let checked = clock.now
            #expect(violations == 0)
            compiling = min(compiling, start.duration(to: compiled))
            reading = min(reading, compiled.duration(to: read))
            checking = min(checking, read.duration(to: checked))
        }
        let bytes = texts.reduce(0) { $0 + $1.count }
        print(
            "\(count) guest files, \(bytes) bytes, best of \(Self.rounds): "
                + "schema compiled in \(compiling), read in \(reading), checked in \(checking)")
    }
}
