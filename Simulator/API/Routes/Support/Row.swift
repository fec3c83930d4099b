import JSONSchema

/// An object of an answer, member by member; what is nil is left out.
///
/// Each step takes the row before it over, so that a long row is written into one array.
struct Row {
    private(set) var members: [JSONText.Member]

    init(_ members: [JSONText.Member] = []) { self.members = members }

    var json: JSONText { .object(members) }

    consuming func with(_ key: String, _ value: JSONText?) -> Row {
        if let value { members.append(.init(key, value)) }
        return self
    }

    consuming func text(_ key: String, _ value: String?) -> Row { with(key, value.map(JSONText.string)) }

    consuming func integer(_ key: String, _ value: Int?) -> Row { with(key, value.map(JSONText.integer)) }

    /// A switch as Proxmox writes it: 1 or 0.
    consuming func flag(_ key: String, _ value: Bool?) -> Row { integer(key, value.map { $0 ? 1 : 0 }) }

    /// A fraction; a whole one has no digits behind the point.
    consuming func number(_ key: String, _ value: Double?) -> Row { with(key, value.map(JSONText.number)) }

    /// Texts as they stand, numbers for the keys that are numbers.
    consuming func properties(_ properties: [String: String], numbers: Set<String> = []) -> Row {
        for (key, value) in properties.sorted(by: { $0.key < $1.key }) {
            let number = numbers.contains(key) ? Int(value) : nil
            members.append(.init(key, number.map(JSONText.integer) ?? .string(value)))
        }
        return self
    }
}

extension JSONText {
    /// A number of JSON for any finite fraction.
    static func number(_ value: Double) -> JSONText {
        if value == value.rounded(), abs(value) < 1e15 { return .integer(Int(value)) }
        return JSONDecimal("\(value)").map(JSONText.decimal) ?? .integer(0)
    }

    /// A list of names as Proxmox's indexes have it, under another key than usual.
    static func index(_ key: String, _ names: [String]) -> JSONText {
        .array(names.map { .object([.init(key, .string($0))]) })
    }
}

extension Output {
    /// A list of objects.
    init(_ rows: [Row]) { self.init(.array(rows.map(\.json))) }

    /// One object.
    init(_ row: Row) { self.init(row.json) }
}
