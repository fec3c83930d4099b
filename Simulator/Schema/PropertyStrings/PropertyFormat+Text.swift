extension PropertyFormat {
    /// Writes values as a text: the default key first and without its name, then the keys that cannot be left out, then
    /// the rest, each group in ascending order. Sizes of disks are given in bytes and written with a unit.
    func text(
        of values: [String: String], catalog: FormatCatalog
    ) throws(PropertyStringError) -> String {
        var check = ParameterCheck(catalog: catalog)
        let known = values.filter { keys[$0.key] != nil }.mapValues(ParameterValue.text)
        check.check(known, against: keys, at: "")
        guard check.errors.isEmpty else { throw .invalid(check.errors) }
        let values = try PropertyStringValidation.validated(values, of: name, catalog)
        let required = values.keys.filter { keys[$0]?.isOptional == false }.sorted()
        var writer = Writer(values: values, format: self)
        if let defaultKey { try writer.add(defaultKey, isDefault: true) }
        for key in required + values.keys.sorted() { try writer.add(key, isDefault: false) }
        return writer.parts.joined(separator: ",")
    }

    private struct Writer {
        let values: [String: String]
        let format: PropertyFormat
        var parts: [String] = []
        private var written: Set<String> = []

        init(values: [String: String], format: PropertyFormat) {
            self.values = values
            self.format = format
        }

        mutating func add(_ key: String, isDefault: Bool) throws(PropertyStringError) {
            guard written.insert(key).inserted, let value = values[key] else { return }
            if let partner = format.keyAliases[key], let partnerValue = values[partner] {
                written.insert(partner)
                parts.append("\(try text(of: value, key))=\(try text(of: partnerValue, partner))")
                return
            }
            guard let schema = format.keys[key] else { throw .malformed("invalid key '\(key)'\n") }
            let text = try text(of: value, schema.aliasTarget ?? key)
            parts.append(isDefault ? text : "\(key)=\(text)")
        }

        private func text(of value: String, _ key: String) throws(PropertyStringError) -> String {
            if case .named("disk-size") = format.keys[key]?.format {
                return DiskSize(bytes: Int(value) ?? 0).text
            }
            if value.contains(",") { throw .malformed("illegal value with commas for \(key)\n") }
            return value
        }
    }
}
