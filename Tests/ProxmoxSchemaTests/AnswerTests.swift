import JSONSchema
import ProxmoxSchema
import Testing

struct AnswerTests {
    private func differences(_ method: String, _ template: String, _ answer: String) throws -> [String] {
        let endpoint = try #require(Tables.of(.version9_2).endpoint(method, template: template))
        return endpoint.differences(in: try JSONDocument.parse(text: answer).root).map(\.description).sorted()
    }

    @Test("Numbers may be text, booleans 1 or 0, optional values null")
    func lax() throws {
        let answer = #"[{"vmid":"100","status":"running","name":null,"cpus":"2","maxmem":536870912,"template":1}]"#
        #expect(try differences("GET", "/nodes/{node}/lxc", answer) == [])
        #expect(try differences("GET", "/cluster/nextid", #""100""#) == [])
        #expect(try differences("PUT", "/nodes/{node}/lxc/{vmid}/config", "null") == [])
    }

    @Test("What is missing, of another type, or not listed")
    func differing() throws {
        #expect(
            try differences("GET", "/nodes/{node}/lxc", #"[{"vmid":"x","status":"asleep"},{"vmid":101}]"#) == [
                "0.status: 'asleep' is not in the enumeration", "0.vmid: expected integer, found the text 'x'",
                "1.status: missing",
            ])
        #expect(try differences("GET", "/nodes/{node}/lxc", "{}") == ["the answer: expected array, found an object"])
        #expect(
            try differences("PUT", "/nodes/{node}/lxc/{vmid}/config", #""x""#)
                == ["the answer: expected null, found the text 'x'"])
    }
}
