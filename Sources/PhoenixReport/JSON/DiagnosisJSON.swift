package import JSONSchema
package import PhoenixModel

/// A diagnosis as a JSON object.
package func json(of diagnosis: Diagnosis) -> JSONText {
    .object([
        .init("verdict", .string(diagnosis.verdict.rawValue)),
        .init("findings", .array(diagnosis.findings.map(\.json))),
        .init("commands", .array(diagnosis.commands.map(JSONText.string))),
    ])
}

extension Finding {
    fileprivate var json: JSONText {
        .object([
            .init("title", .string(title)), .init("verdict", .string(verdict.rawValue)),
            .init("detail", .string(detail)), .init("remedy", .optional(remedy)),
        ])
    }
}
