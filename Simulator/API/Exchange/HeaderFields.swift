/// Header fields in the order in which they were sent; names are compared without regard to ASCII case.
package struct HeaderFields: Sendable, Equatable {
    /// One line of a head: `name: value`.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Every line, repeated names included.
    package private(set) var fields: [Field]

    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// All values of a name joined by a comma and a space, which is how Proxmox reads a repeated header.
    package subscript(name: String) -> String? {
        var joined: String?
        for field in fields where isSameName(field.name, name) {
            joined = joined.map { "\($0), \(field.value)" } ?? field.value
        }
        return joined
    }

    /// The values of a name, one for each line that carries it.
    package func values(of name: String) -> [String] {
        fields.filter { isSameName($0.name, name) }.map(\.value)
    }

    /// Adds a line, whether or not the name is there already.
    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Removes every line of that name and adds this one.
    package mutating func replace(_ name: String, with value: String) {
        remove(name)
        append(name, value)
    }

    /// Removes every line of that name.
    package mutating func remove(_ name: String) {
        fields.removeAll { isSameName($0.name, name) }
    }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Field(name: $0.0, value: $0.1) })
    }
}

/// Whether two header names are the same but for ASCII case.
private func isSameName(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count
        && one.utf8.elementsEqual(other.utf8) { lowercased($0) == lowercased($1) }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
