extension JSONDocument {
    func member(_ name: KeyName, ofObject object: Int) -> Int? {
        member(ofObject: object, key: name.bytes, hash: name.hash)
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
