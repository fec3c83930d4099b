import JSONSchema
import Testing

@Suite("What is said about a guest file")
struct GuestMessageTests {
    @Test("everything wrong at once, each at its place, in the order of the text")
    func everything() throws {
        let text = """
            {
              "id": 42,
              "kind": "lcx",
              "name": "Ollama_1",
              "memroy_mb": 2048,
              "memory_mb": "2048",
              "cores": 1.5,
              "storage_size_gb": 0,
              "network_config": {"bridge": "vmbr0", "ip": "10.0.0.1", "gw": "10.0.0.256", "mtu": 1500},
              "features": ["docker", "docker", {"nmae": "vllm"}, 7],
              "environment": {"hf_home": "/x", "TOKEN": {"secrt": "a"}},
              "protected": "yes"
            }
            """
        let expected = """
            2:9 /id id must be at least 100, not 42
            3:11 /kind kind must be one of "lxc" or "vm", not "lcx". Did you mean "lxc"?
            4:11 /name A name has lower-case letters, digits and inner hyphens. Write it like ollama-1
            5:3 /memroy_mb The key `memroy_mb` is not known here. Did you mean `memory_mb`?
            6:16 /memory_mb memory_mb must be a whole number, not a string. Remove the quotes: 2048
            7:12 /cores cores must be a whole number, not 1.5
            8:22 /storage_size_gb storage_size_gb must be more than 0, not 0
            9:47 /network_config/ip ip must match the pattern ^([0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}$
            9:65 /network_config/gw gw must be an IPv4 address. Write it like 192.0.2.10
            9:79 /network_config/mtu The key `mtu` is not known here. Known here: `name`, `bridge`, `ip` and `gw`
            10:26 /features/1 features[1] is the same as item 0. Remove one of the two
            10:37 /features/2/nmae The key `nmae` is not known here. Did you mean `name`?
            10:54 /features/3 features[3] must be a string or an object, not a whole number. \
            Put it in double quotes: "7"
            11:19 /environment/hf_home The key `hf_home` must match the pattern ^[A-Z_][A-Z0-9_]*$
            11:46 /environment/TOKEN/secrt The key `secrt` is not known here. Did you mean `secret`?
            12:16 /protected protected must be a boolean, not a string. Write true, without quotes
            """
        #expect(try check(text, against: GuestFixture.schema).joined(separator: "\n") == expected)
    }

    @Test("a file without mistakes gives nothing")
    func valid() throws {
        #expect(try check(GuestFixture.document(7), against: GuestFixture.schema).isEmpty)
    }

    @Test("what is missing is told at the object")
    func missing() throws {
        #expect(
            try check("{\n  \"name\": \"a\"\n}", against: GuestFixture.schema) == [
                "1:1  The document lacks `id` and `kind`. Add them"
            ])
    }

    @Test("violations name the keyword that refused")
    func schemaLocation() throws {
        let found = try violations(#"{"id": 101, "kind": "lxc", "name": "A", "x": 1}"#, against: GuestFixture.schema)
        #expect(
            found.map(\.schemaLocation) == [
                "https://example.org/guest.schema.json#/$defs/name/pattern",
                "https://example.org/guest.schema.json#/additionalProperties",
            ])
    }
}
