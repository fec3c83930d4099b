import Foundation
import ProxmoxAccess
import Testing

/// The text of `user.cfg`, and the form in which a scenario keeps it.
@Suite struct UserConfigurationTests {
    private let text = """
        user:ann@pve:0:1700000000:Ann:Lee:ann@example.org:likes%3A 50%25::
        token:ann@pve!ci:5:1:builds:
        user:root@pam:1:0::::::

        group:ops:ann@pve:night shift:

        pool:web::1000,101:local,nfs:
        pool:web/blue:caf%C3%A9:::

        role:ctl:VM.Audit,VM.Clone:

        acl:1:/:@ops:PVEAuditor:
        acl:0:/vms/100:ann@pve,ann@pve!ci:PVEVMUser,ctl:

        """

    @Test func whatProxmoxWroteIsReadAndWrittenAgain() throws {
        let reader = UserConfigurationReader(text)
        #expect(reader.ignoredLines.isEmpty)
        #expect(reader.access.userConfiguration == text)
        let ann = try #require(reader.access.users[try UserID("ann@pve")])
        #expect(ann.comment == "likes: 50%")
        #expect(reader.access.pools["web/blue"]?.comment == "café")
    }

    @Test func whatProxmoxPassesOverIsPassedOverAndTold() {
        let reader = UserConfigurationReader(
            """
            user:x:1:
            token:ann@pve!ci:0:1:
            role:ctl:VM.Audit,VM.Monitor:
            pool:a/b/c/d:::
            acl:1:/vms:ann@pve!ci,ghost@pve:PVEAuditor,Gone:
            hello
            """)
        #expect(
            reader.ignoredLines == [
                "user:x:1:", "token:ann@pve!ci:0:1:", "privilege 'VM.Monitor'", "pool:a/b/c/d:::",
                "member 'ann@pve!ci' on /vms", "role 'Gone' on /vms", "hello",
            ])
        #expect(reader.access.accessList.entries.map(\.member.name) == ["ghost@pve"])
    }

    @Test func aScenarioKeepsAllOfItAndNoSecretInPlainText() throws {
        var access = UserConfigurationReader(text).access
        try access.setPassword("correct horse", of: "ann@pve")
        try access.changeToken("ci", of: "ann@pve", TokenChange(), secret: "battery staple")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let scenario = try encoder.encode(access)
        #expect(try JSONDecoder().decode(AccessControl.self, from: scenario) == access)
        #expect(try encoder.encode(JSONDecoder().decode(AccessControl.self, from: scenario)) == scenario)
        let written = String(decoding: scenario, as: UTF8.self)
        for text in [written, "\(access)", String(reflecting: access)] {
            #expect(!text.contains("correct horse") && !text.contains("battery staple"))
        }
        #expect(written.contains(#""path":"/vms/100""#))
    }

    @Test func aScenarioByHandNeedsOnlyWhatDiffers() throws {
        let scenario =
            #"{"users":{"ann@pve":{}},"acl":[{"path":"/","type":"user","ugid":"ann@pve","roleid":"PVEAuditor"}]}"#
        let access = try JSONDecoder().decode(AccessControl.self, from: Data(scenario.utf8))
        #expect(access.users.keys.sorted().map(\.text) == ["ann@pve", "root@pam"])
        #expect(try access.names(of: "ann@pve", on: "/vms/100").contains("VM.Audit"))
    }
}
