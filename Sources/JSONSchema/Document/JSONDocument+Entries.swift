extension JSONDocument {
    func member(_ name: KeyName, ofObject object: Int) -> Int? {
        name.bytes.withUnsafeBufferPointer { member(ofObject: object, key: $0, hash: name.hash) }
    }

    func member(_ name: String, ofObject object: Int) -> Int? {
        var name = name
        return name.withUTF8 { member(ofObject: object, key: $0, hash: KeyHash.hash($0)) }
    }

    /// The value of an object's member, nil when the key is missing or the entry is no object.
    private func member(ofObject object: Int, key: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
        guard tape[object].kind == .object else { return nil }
        let end = Int(tape[object].next)
        var index = object + 1
        while index < end {
            if tape[index].countOrHash == hash, contentEquals(index, key) { return index + 1 }
            index = Int(tape[index + 1].next)
        }
        return nil
    }

    /// Number of members or items of a container.
    func entryCount(of container: Int) -> Int { Int(tape[container].countOrHash) }

    /// Index of the entry after a value and everything inside it.
    func next(after index: Int) -> Int { Int(tape[index].next) }

    /// A number written as a whole number that surely fits; nil otherwise.
    func smallInteger(of index: Int) -> Int? {
        let entry = tape[index]
        guard entry.isPlain, entry.end - entry.start <= 18 else { return nil }
        var value = 0
        for byte in source(of: index) where byte != ASCII.minus {
            value = value * 10 + Int(byte - ASCII.zero)
        }
        return bytes[Int(entry.start)] == ASCII.minus ? -value : value
    }
}
