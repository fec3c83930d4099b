import Foundation
import JSONSchema
import ProxmoxAccess
import Testing

/// What a running Proxmox 9.2 answered: 33 calls by nine identities, and their privileges on some paths.
@Suite struct PermissionVectorTests {
    private let vectors: JSONValue
    private let access: AccessControl

    init() throws {
        vectors = try Vectors.json("permissions.json")
        access = UserConfigurationReader(try #require(vectors["user_cfg"]?.string)).access
    }

    @Test func everyCallIsAllowedOrRefusedAsByProxmox() throws {
        let calls = try #require(vectors["calls"]?.array)
        var answers = 0
        for call in calls {
            let check = try PermissionCheck(permissions: call["check"])
            let path = try #require(call["path"]?.string)
            let parameters = Vectors.parameters(path: path, given: call["params"])
            for result in try #require(call["results"]?.object) {
                let expected = result.value["message"]?.string ?? ""
                #expect(
                    answer(to: try identity(result.key.text), check, path, parameters, call) == expected,
                    "\(result.key.text) \(path)")
                answers += 1
            }
        }
        #expect(answers == 33 * 9)
    }

    @Test func everybodyHasThePrivilegesThatProxmoxCounted() throws {
        for user in try #require(vectors["permissions"]?.object) {
            for path in try #require(user.value.object) {
                let expected = path.value.array?.compactMap(\.string) ?? []
                #expect(try access.names(of: user.key.text, on: path.key.text) == expected.sorted())
            }
        }
    }

    private func answer(
        to identity: Identity, _ check: PermissionCheck, _ path: String, _ parameters: [String: String],
        _ call: JSONValue
    ) -> String {
        if case .token = identity, call["allowtoken"]?.integer != 1 {
            return AccessFailure.needsTicket(uri: path).message
        }
        let refusal = refused {
            try check.require(of: access.rights(of: identity), parameters: parameters)
        }
        return refusal?.message ?? ""
    }
}

enum Vectors {
    static func json(_ name: String) throws -> JSONValue {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors")
        return try JSONDocument.parse(Array(try Data(contentsOf: folder.appending(path: name)))).root
    }

    /// The parameters of a path by what stands before them, and those of the request.
    static func parameters(path: String, given: JSONValue?) -> [String: String] {
        let names = [
            "nodes": "node", "lxc": "vmid", "qemu": "vmid", "storage": "storage", "pools": "poolid",
            "snapshot": "snapname", "users": "userid",
        ]
        var parameters: [String: String] = [:]
        let parts = path.split(separator: "/").map(String.init)
        for (before, value) in zip(parts, parts.dropFirst()) {
            if let name = names[before] { parameters[name] = value }
        }
        for member in given?.object.map(Array.init) ?? [] {
            parameters[member.key.text] = member.value.string ?? member.value.sourceText
        }
        return parameters
    }
}
