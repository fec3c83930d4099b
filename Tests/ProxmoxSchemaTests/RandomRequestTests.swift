import Foundation
import JSONSchema
import Testing

@testable import ProxmoxSchema

/// Random parameters for every endpoint: whatever comes is answered, and quickly.
struct RandomRequestTests {
    /// `PROXMOX_SCHEMA_SEED` repeats one run.
    private static let seed =
        ProcessInfo.processInfo.environment["PROXMOX_SCHEMA_SEED"].flatMap { UInt64($0) } ?? 20_261_123

    /// Texts at the edges of the formats, and texts that nobody expects.
    private static let texts = [
        "", "0", "1", "100", "-1", "1.5", "1e9", "a", "ab", "a_b", "a.b", ",", ";", "=", "a=b", "a=b,c=d", "a,a", "on",
        "local:8", "local:8,size=1G", "virtio=BC:24:11:00:00:01,bridge=vmbr0", "name=eth0,ip=dhcp", "/dev/../x", "::1",
        "1.2.3.4/24", "fd00::/64", "1.2.3.4-1.2.3.9", "22,80:90", "mon..fri 1:00", "order=1,up=2", "x\n", "\0",
        "\0a\0b",
        "é", "٣", "🦆", "{}", "[]", "[{}]", "%41", "a\tb", " ", "99999999999999999999", "+set", "keep-last=0", "a:b,c:d",
        "0-4294967295", "*/0", "9-1", String(repeating: "a", count: 5000), String(repeating: "1,", count: 2000),
        String(repeating: ":", count: 300), String(repeating: "a=1,", count: 800),
    ]

    @Test("Random parameters are accepted or refused, never more", arguments: Profile.allCases)
    func requests(_ profile: Profile) throws {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        let table = try Tables.of(profile)
        var accepted = 0
        for endpoint in table.endpoints {
            for _ in 0..<6 {
                let given = parameters(of: endpoint, &random)
                do throws(ParameterErrors) {
                    let path = endpoint.parameters.values.keys.filter { endpoint.path.contains("{\($0)}") }
                    let values = Dictionary(uniqueKeysWithValues: path.map { ($0, "100") })
                    let request = try RequestParameters(path: values, given: given)
                    let result = try endpoint.check(request)
                    #expect(Set(result.values.keys).isSubset(of: Set(given.keys).union(path)))
                    accepted += 1
                } catch {
                    #expect(!error.isEmpty)
                    #expect(error.texts.values.allSatisfy { !$0.isEmpty })
                }
            }
        }
        #expect(accepted > 100, "most requests without demands are fine")
    }

    @Test("A value that passed its check passes again in its canonical form")
    func stable() throws {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        let endpoint = try #require(Tables.of(.version9_2).endpoint("PUT", template: "/nodes/{node}/lxc/{vmid}/config"))
        for _ in 0..<500 {
            let given = parameters(of: endpoint, &random).merging(["node": .text("a"), "vmid": .number("100")]) { $1 }
            guard let once = try? endpoint.check(RequestParameters(path: [:], given: given)) else { continue }
            #expect(try endpoint.check(RequestParameters(path: [:], given: once.values)) == once)
        }
    }

    private func parameters(of endpoint: Endpoint, _ random: inout SeededGenerator) -> [String: ParameterValue] {
        var given: [String: ParameterValue] = [:]
        for key in endpoint.parameters.values.keys.sorted() where Int.random(in: 0..<4, using: &random) == 0 {
            let index = Int.random(in: 0..<40, using: &random)
            given[key.replacing("[n]", with: String(index))] = value(&random)
        }
        if Int.random(in: 0..<10, using: &random) == 0 { given["foo"] = value(&random) }
        return given
    }

    private func value(_ random: inout SeededGenerator, depth: Int = 0) -> ParameterValue {
        let text = Self.texts.randomElement(using: &random) ?? ""
        return switch Int.random(in: 0..<12, using: &random) {
        case 0: .boolean(Bool.random(using: &random))
        case 1: .null
        case 2: .number(String(Int.random(in: -5..<5000, using: &random)))
        case 3 where depth < 3: .list((0..<3).map { _ in value(&random, depth: depth + 1) })
        case 4 where depth < 3: .object(["a": value(&random, depth: depth + 1)])
        default: .text(text)
        }
    }
}
