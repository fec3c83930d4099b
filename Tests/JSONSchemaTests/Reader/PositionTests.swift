import JSONSchema
import Testing

@Suite("Places in a document")
struct PositionTests {
    private let document: JSONDocument

    init() throws {
        document = try JSONDocument.parse(
            text: """
                {
                  "größe": [1, {"a/b": "ü", "c~d": null}],\r
                  "\\u006bey": true
                }
                """)
    }

    @Test("line and column count from one, columns in Unicode scalars, offsets in bytes")
    func places() throws {
        let sizes = try #require(document.root["größe"])
        #expect(sizes.position == JSONPosition(line: 2, column: 12, byteOffset: 15))
        let text = try #require(document.root.value(at: "/größe/1/a~1b"))
        #expect(text.string == "ü")
        #expect(text.position == JSONPosition(line: 2, column: 24, byteOffset: 27))
    }

    @Test("keys have places of their own")
    func keys() throws {
        let object = try #require(document.root.object)
        #expect(object.map(\.key.text) == ["größe", "key"])
        #expect(object.map(\.key.position.line) == [2, 3])
        #expect(object.map(\.key.position.column) == [3, 3])
        #expect(object["key"]?.boolean == true)
    }

    @Test("pointers escape slash and tilde and lead back to the value")
    func pointers() throws {
        let object = try #require(document.root.value(at: "/größe/1")?.object)
        #expect(object.map(\.key.pointer) == ["/größe/1/a~1b", "/größe/1/c~0d"])
        for member in object { #expect(document.root.value(at: member.value.pointer) == member.value) }
        #expect(document.root.pointer == "")
        #expect(document.root.value(at: "/größe/2") == nil)
        #expect(document.root.value(at: "/größe/01") == nil)
        #expect(document.root.value(at: "größe") == nil)
        #expect(document.root.value(at: "/größe/1/c~2d") == nil)
    }

    @Test("lines come without their endings")
    func lines() {
        #expect(document.line(1) == "{")
        #expect(document.line(2) == #"  "größe": [1, {"a/b": "ü", "c~d": null}],"#)
        #expect(document.line(4) == "}")
        #expect(document.line(5) == nil)
        #expect(document.line(0) == nil)
    }

    @Test("keys are told apart by their characters, not by their looks")
    func decomposedKeys() throws {
        let document = try JSONDocument.parse(text: "{\"\u{e9}\": 1, \"e\u{301}\": 2}")
        #expect(document.root["\u{e9}"]?.integer == 1)
        #expect(document.root["e\u{301}"]?.integer == 2)
    }
}
