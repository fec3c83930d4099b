extension Evaluation {
    /// Keeps what is wrong while collecting; always false, so that a keyword can return it.
    mutating func report(
        _ code: @autoclosure () -> SchemaViolation.Code, keyword: String, at instance: Int, key: Int? = nil
    ) -> Bool {
        guard isCollecting, violations.count <= SchemaOptions.maximumViolations else { return false }
        if violations.count == SchemaOptions.maximumViolations {
            violations.append(
                violation(
                    .tooManyViolations(limit: SchemaOptions.maximumViolations), keyword: "", at: instance, key: nil))
            return false
        }
        violations.append(violation(code(), keyword: keyword, at: instance, key: key))
        return false
    }

    func violation(_ code: SchemaViolation.Code, keyword: String, at instance: Int, key: Int?) -> SchemaViolation {
        let checked = value(instance)
        return SchemaViolation(
            code: code,
            checked: checked,
            key: (checked.isKey ? instance : key).map { JSONKey(document: document, index: $0) },
            keyword: keyword,
            schemaLocation: keyword.isEmpty ? node.location : "\(node.location)/\(keyword)",
            texts: node.texts)
    }
}
