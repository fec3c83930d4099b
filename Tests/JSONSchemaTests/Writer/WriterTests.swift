import JSONSchema
import Testing

@Suite("Writing JSON")
struct WriterTests {
    private let value: JSONText = [
        "name": "a\"b\\c\n\u{1}é", "empty": [], "none": [:], "list": [1, true, nil], "deep": ["x": [["y": -5]]],
    ]

    @Test("compact")
    func compact() {
        #expect(
            value.compactText
                == #"{"name":"a\"b\\c\n\u0001é","empty":[],"none":{},"list":[1,true,null],"deep":{"x":[{"y":-5}]}}"#)
    }

    @Test("pretty, two spaces a level")
    func pretty() {
        let expected = """
            {
              "name": "a\\"b\\\\c\\n\\u0001é",
              "empty": [],
              "none": {},
              "list": [
                1,
                true,
                null
              ],
              "deep": {
                "x": [
                  {
                    "y": -5
                  }
                ]
              }
            }
            """
        #expect(value.prettyText == expected)
    }

    @Test("a document that is read and written keeps members in their order and numbers exact")
    func roundTrip() throws {
        let text = #"{"z":1,"a":{"y":[0.1,12345678901234567890.5,1e300],"b":"\u0000"}}"#
        #expect(JSONText(try JSONDocument.parse(text: text).root).compactText == text)
    }
}
