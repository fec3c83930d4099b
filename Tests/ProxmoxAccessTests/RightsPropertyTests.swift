import ProxmoxAccess
import Testing

/// What holds for every access control: checked on random ones whose seed stands in the failure.
@Suite struct RightsPropertyTests {
    @Test(arguments: UInt64(1)...60)
    func noAccessAddsNothing(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = RandomAccess.lines(&random)
        let before = accessControl(lines)
        let after = accessControl(lines + "\nacl:1:\(random.path):\(random.member):NoAccess:")
        for identity in RandomAccess.identities {
            for path in RandomAccess.paths {
                let held = Set(try after.names(of: identity, on: path))
                #expect(held.isSubset(of: try before.names(of: identity, on: path)), "seed \(seed) \(identity) \(path)")
            }
        }
    }

    @Test(arguments: UInt64(1)...60)
    func aTokenNeverHasMoreThanItsUser(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let access = accessControl(RandomAccess.lines(&random))
        for path in RandomAccess.paths {
            let user = Set(try access.names(of: "ann@pve", on: path))
            #expect(try user.isSuperset(of: access.names(of: "ann@pve!own", on: path)), "seed \(seed) \(path)")
            #expect(try user == Set(access.names(of: "ann@pve!full", on: path)), "seed \(seed) \(path)")
        }
    }

    @Test(arguments: UInt64(1)...60)
    func withoutPropagationNothingReachesBelow(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lines = RandomAccess.lines(&random).replacing("acl:1:", with: "acl:0:")
        let access = accessControl(lines)
        let named = Set(access.accessList.entries.map(\.path))
        for identity in RandomAccess.identities where identity != "root@pam!full" {
            for path in RandomAccess.paths where !named.contains(path) && !RandomAccess.isInPool(path) {
                #expect(try access.names(of: identity, on: path).isEmpty, "seed \(seed) \(identity) \(path)")
            }
        }
    }

    @Test(arguments: UInt64(1)...60)
    func whatIsWrittenIsReadAgain(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let access = accessControl(RandomAccess.lines(&random))
        #expect(accessControl(access.userConfiguration) == access, "seed \(seed)")
    }

    @Test(arguments: UInt64(1)...60)
    func theMapSaysTheSameAsTheQuestion(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let access = accessControl(RandomAccess.lines(&random))
        for text in RandomAccess.identities {
            let rights = access.rights(of: try identity(text))
            for (path, privileges) in rights.effectivePermissions {
                #expect(privileges == rights.privileges(on: path).propagation, "seed \(seed) \(text) \(path)")
                #expect(!privileges.isEmpty)
            }
        }
    }
}

private enum RandomAccess {
    static let identities = ["ann@pve", "ann@pve!own", "ann@pve!full", "bob@pve", "root@pam!full"]
    static let members = ["ann@pve", "ann@pve!own", "bob@pve", "@ops", "@dev"]
    static let paths = [
        "/", "/vms", "/vms/100", "/vms/101", "/vms/102", "/pool/web", "/pool/web/blue", "/storage", "/storage/local",
        "/nodes/pve1", "/sdn/zones/localnetwork/vmbr0",
    ]
    private static let roles = [
        "PVEAuditor", "PVEVMUser", "PVEVMAdmin", "PVEDatastoreUser", "Administrator", "NoAccess",
    ]

    static func isInPool(_ path: String) -> Bool {
        ["/vms/100", "/vms/101", "/storage/local"].contains(path)
    }

    static func lines(_ random: inout SeededGenerator) -> String {
        var lines = [
            "user:ann@pve:1:", "token:ann@pve!own:0:1:", "token:ann@pve!full:0:0:", "user:bob@pve:1:",
            "token:root@pam!full:0:0:", "group:ops:ann@pve,bob@pve:", "group:dev:bob@pve:", "pool:web::100:local:",
            "pool:web/blue::101::",
        ]
        for _ in 0..<Int.random(in: 0...7, using: &random) {
            let role = roles.randomElement(using: &random) ?? "NoAccess"
            lines.append("acl:\(random.bit):\(random.path):\(random.member):\(role):")
        }
        return lines.joined(separator: "\n")
    }
}

/// SplitMix64: small, and the same on every machine.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    var bit: Int {
        mutating get { Int.random(in: 0...1, using: &self) }
    }

    var path: String {
        mutating get { RandomAccess.paths.randomElement(using: &self) ?? "/" }
    }

    var member: String {
        mutating get { RandomAccess.members.randomElement(using: &self) ?? "@ops" }
    }
}
