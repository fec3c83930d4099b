package import JSONSchema
package import PhoenixManifest
import PhoenixModel

/// A guest's merged values as a JSON object.
package func json(of explanation: GuestExplanation) -> JSONText {
    .object([
        .init("id", .integer(explanation.id.number)), .init("kind", .string(explanation.kind.rawValue)),
        .init("name", .string(explanation.name)),
        .init(
            "values",
            .array(
                explanation.values.map { value in
                    .object([
                        .init("pointer", .string(value.pointer)), .init("value", .string(value.text)),
                        .init("layer", .string(value.layer)), .init("path", .string(value.origin.path)),
                        .init("line", .optional(value.origin.line)), .init("column", .optional(value.origin.column)),
                    ])
                })),
    ])
}
