/// Where schemas stand inside a schema, by keyword: only there do `$id` and anchors count.
enum SubschemaKeywords {
    static let single = [
        "additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames",
        "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    ]
    static let lists = ["allOf", "anyOf", "oneOf", "prefixItems"]
    static let maps = ["$defs", "definitions", "properties", "patternProperties", "dependentSchemas", "dependencies"]

    static func subschemas(of schema: JSONValue) -> [JSONValue] {
        guard let object = schema.object else { return [] }
        return object.flatMap { member -> [JSONValue] in
            let key = member.key.text
            if single.contains(key) { return [member.value] }
            if lists.contains(key) { return member.value.array.map(Array.init) ?? [] }
            if maps.contains(key) { return member.value.object.map { $0.map(\.value) } ?? [] }
            return []
        }
    }
}
