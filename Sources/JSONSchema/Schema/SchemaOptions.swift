/// How a schema is compiled and how far its evaluation may go.
package struct SchemaOptions: Sendable, Equatable {
    /// `format` refuses values; otherwise it only describes them, as the draft's default is.
    package var assertsFormats: Bool
    /// The schema is checked against its metaschema first, which gives every mistake in it a message and a place.
    package var checksMetaschema: Bool

    /// Most applications of a schema to a value in one evaluation, about a second's worth: a document of a million
    /// values against a usual schema stays below, alternatives nested without end do not.
    package var maximumEvaluationSteps = 20_000_000

    /// Most steps of all patterns in one evaluation, about a second's worth; usual texts need fifty each.
    package var maximumPatternSteps = 50_000_000

    /// The defaults are those of the draft, with a check of the schema itself.
    package init(assertsFormats: Bool = false, checksMetaschema: Bool = true) {
        self.assertsFormats = assertsFormats
        self.checksMetaschema = checksMetaschema
    }

    /// Most subschemas with all that references reach; large published schemas have a few thousand.
    static let maximumSubschemas = 100_000

    /// Deepest chain of schemas within schemas during one evaluation: a document of depth 128 with eight
    /// references on each level. What goes deeper is a reference that never comes to an end.
    static let maximumEvaluationDepth = 1_024

    /// Most violations reported for one document; nobody reads more.
    static let maximumViolations = 1_000
}
