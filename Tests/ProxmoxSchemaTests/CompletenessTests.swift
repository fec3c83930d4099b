import Testing

@testable import ProxmoxSchema

/// Nothing that the schema names is missing here.
struct CompletenessTests {
    @Test("Every format that a schema names is known, and every pattern can be read", arguments: Profile.allCases)
    func formats(_ profile: Profile) throws {
        let table = try Tables.of(profile)
        var patterns: Set<String> = []
        for endpoint in table.endpoints {
            let place = "\(endpoint.method) \(endpoint.path)"
            for (key, value) in endpoint.parameters.values { check(value, "\(place) \(key)", table, &patterns) }
            if let answer = endpoint.answer { check(answer, "\(place) answer", table, &patterns) }
        }
        for pattern in patterns { #expect(PerlPattern(pattern).isReadable, "\(pattern)") }
    }

    private func check(_ value: ValueSchema, _ place: String, _ table: EndpointTable, _ patterns: inout Set<String>) {
        if let pattern = value.pattern { patterns.insert(pattern.source) }
        switch value.format {
        case .named(let name): #expect(table.catalog.knows(name), "\(place): \(name)")
        case .inline(let format):
            for (key, value) in format.keys.values { check(value, "\(place).\(key)", table, &patterns) }
        case nil: break
        }
        if let items = value.items { check(items, place, table, &patterns) }
        for (key, value) in value.members?.values ?? [:] { check(value, "\(place).\(key)", table, &patterns) }
    }

    @Test("Every key written with an index has a known number of them", arguments: Profile.allCases)
    func indexes(_ profile: Profile) throws {
        let table = try Tables.of(profile)
        for endpoint in table.endpoints {
            for key in endpoint.parameters.values.keys where key.hasSuffix("[n]") {
                #expect(endpoint.parameters[String(key.dropLast(3)) + "0"] != nil, "\(endpoint.path) \(key)")
            }
        }
    }

    @Test(
        "Perl's expressions are read as Perl reads them",
        arguments: [
            ("a|b", "ax", true), ("a|b", "xb", true), ("a|b", "xay", false), ("(?^i:ab)c", "ABc", true),
            ("(?^i:ab)c", "ABC", false), ("(?^i:a(?^:b))", "Ab", true), ("(?^i:a(?^:b))", "AB", false),
            ("x{,2}", "xx", true), ("x{,2}", "xxx", false), (".*", "a\r", true), (".*", "a\nb", false),
            ("a", "a\n", true),
            ("a", "a\n\n", false), (#"\d"#, "٣", true), (#"[\w-]+"#, "é-1_", true), (#"a\-\_\@"#, "a-_@", true),
            (#"[a-c\-_]+"#, "b-_", true), ("(?^i:[a-c]+)", "BC", true), (#"(?^:^(0x)[0-9]{2})"#, "0x12", true),
        ])
    func patterns(pattern: String, text: String, isMatch: Bool) {
        #expect(PerlPattern(pattern).matches(text) == isMatch)
    }
}
