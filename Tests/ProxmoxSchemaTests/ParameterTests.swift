import ProxmoxSchema
import Testing

struct ParameterTests {
    private let create: [String: ParameterValue] = [
        "vmid": .text("100"), "ostemplate": .text("local:vztmpl/d.tar.zst"),
    ]

    private func errors(_ given: [String: ParameterValue]) throws -> [String: String] {
        try Tables.errors("POST", "/nodes/pve1/lxc", create.merging(given) { $1 })
    }

    @Test("The first failing check of a value ends it: type, format, pattern, lengths, limits, enumeration")
    func order() throws {
        #expect(try errors(["vmid": .text("abc")])["vmid"] == "type check ('integer') failed - got 'abc'")
        #expect(
            try errors(["vmid": .text("9999999999")])["vmid"]
                == "invalid format - value does not look like a valid VM ID\n")
        #expect(
            try errors(["hostname": .text(String(repeating: "a", count: 256))])["hostname"]
                == "value may only be 255 characters long")
        #expect(try errors(["tty": .text("7")])["tty"] == "value must have a maximum value of 6")
        #expect(
            try errors(["cmode": .text("x")])["cmode"]
                == "value 'x' does not have a value in the enumeration 'shell, console, tty'")
        #expect(try errors(["password": .text("abc")])["password"] == "value must be at least 5 characters long")
    }

    @Test("Several errors on one key are joined by a backslash and an n")
    func joined() throws {
        let errors = try Tables.errors(
            "POST", "/nodes/pve1/qemu", ["vmid": .text("200"), "force": .text("1"), "archive": .null])
        #expect(errors == ["archive": "missing property required by 'force'"])
        var several = ParameterErrors(key: "a", text: "one")
        several.add("two", at: "a")
        several.add("three", at: "")
        #expect(several.texts == ["a": #"one\ntwo"#, "_root": "three"])
    }

    @Test("A list may come as an array, an array as one value")
    func arrays() throws {
        #expect(try errors(["tags": .list([.text("a"), .text("b")])]) == [:])
        #expect(try errors(["hostname": .list([.text("a")])])["hostname"] == "type check ('string') failed - got ARRAY")
        #expect(
            try Tables.errors("POST", "/nodes/pve1/qemu/200/agent/exec", ["command": .text("")])["command"]
                == "type check ('array') failed")
    }

    @Test("Booleans are 1, 0 or literals of JSON; other literals are references")
    func booleans() throws {
        #expect(try errors(["onboot": .boolean(true)]) == [:])
        #expect(try errors(["onboot": .text("")])["onboot"] == "type check ('boolean') failed - got ''")
        #expect(
            try errors(["hostname": .boolean(true)])["hostname"]
                == "type check ('string') failed - got JSON::PP::Boolean")
        #expect(try errors(["hostname": .object([:])])["hostname"] == "type check ('string') failed - got HASH")
    }

    @Test("Indexed keys end where Proxmox's do", arguments: [("net31", true), ("net32", false), ("net01", false)])
    func indexed(key: String, isKnown: Bool) throws {
        #expect(try errors([key: .text("name=eth0")]).isEmpty == isKnown)
    }

    @Test("A null counts as not given, but its key must be known and brings its demands with it")
    func nulls() throws {
        #expect(try errors(["hostname": .null]) == [:])
        #expect(try errors(["foo": .null]).keys.sorted() == ["foo"])
        #expect(try errors(["unique": .null]) == ["restore": "missing property required by 'unique'"])
    }

    @Test("The body may repeat the path, not contradict it; only the first contradiction is told")
    func conflicts() throws {
        let conflict = "duplicate parameter (already defined in URI) with conflicting values!"
        let path = ["node": "pve1", "vmid": "100"]
        #expect(throws: ParameterErrors(key: "node", text: conflict)) {
            try RequestParameters(path: path, given: ["vmid": .text("101"), "node": .text("x")])
        }
        #expect(throws: ParameterErrors(key: "vmid", text: conflict)) {
            try RequestParameters(path: path, given: ["vmid": .list([.text("100")])])
        }
        #expect(try RequestParameters(path: path, given: ["vmid": .number("100")])["vmid"] == "100")
    }

    @Test("Values that belong to one type of object need not be given for another")
    func conditions() throws {
        let affinity: [String: ParameterValue] = [
            "rule": .text("together"), "type": .text("resource-affinity"), "resources": .text("ct:100,ct:101"),
            "affinity": .text("positive"),
        ]
        #expect(try Tables.errors("POST", "/cluster/ha/rules", affinity) == [:])
        let location = affinity.filter { $0.key != "affinity" }.merging(["type": .text("node-affinity")]) { $1 }
        #expect(try Tables.errors("POST", "/cluster/ha/rules", location) == [:])
    }

    @Test("Line breaks at the end are not looked at, and all digits of Unicode are digits")
    func perl() throws {
        #expect(try errors(["vmid": .text("100\n")]) == [:])
        #expect(try errors(["cores": .text("2٣")]) == [:])
        #expect(try errors(["cores": .text("٣")])["cores"] == "value must have a minimum value of 1")
    }
}
