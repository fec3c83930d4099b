extension JSONValue {
    func boolValue() throws -> Bool {
        guard let boolean else { throw mismatch("a boolean") }
        return boolean
    }

    func stringValue() throws -> String {
        guard let string else { throw mismatch("a text") }
        return string
    }

    func doubleValue() throws -> Double {
        guard kind == .number, let number = Double(sourceText) else { throw mismatch("a number") }
        return number
    }

    func integerValue<Integer: FixedWidthInteger>(_ type: Integer.Type) throws -> Integer {
        // Whole numbers beyond `Int` are only taken as they are usually written.
        guard kind == .number, let fitting = integer.flatMap(Integer.init(exactly:)) ?? Integer(sourceText) else {
            throw mismatch("a whole number")
        }
        return fitting
    }

    /// What is thrown where something else was expected.
    func mismatch(_ expected: String) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: JSONValueDecoder(value: self).codingPath,
            debugDescription: "expected \(expected), found \(kind.rawValue)")
        return isNull ? .valueNotFound(Any.self, context) : .typeMismatch(Any.self, context)
    }
}

/// A value that is read as itself.
struct SingleValue: SingleValueDecodingContainer {
    let value: JSONValue

    var codingPath: [any CodingKey] { JSONValueDecoder(value: value).codingPath }

    func decodeNil() -> Bool { value.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try value.boolValue() }
    func decode(_ type: String.Type) throws -> String { try value.stringValue() }
    func decode(_ type: Double.Type) throws -> Double { try value.doubleValue() }
    func decode(_ type: Float.Type) throws -> Float { Float(try value.doubleValue()) }
    func decode(_ type: Int.Type) throws -> Int { try value.integerValue(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try value.integerValue(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try value.integerValue(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try value.integerValue(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try value.integerValue(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try value.integerValue(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try value.integerValue(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try value.integerValue(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try value.integerValue(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try value.integerValue(type) }
    func decode<Decoded: Decodable>(_ type: Decoded.Type) throws -> Decoded { try value.decoded() }
}
