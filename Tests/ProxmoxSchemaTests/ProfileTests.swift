import ProxmoxSchema
import Testing

/// What differs between the two versions, as far as parameters go.
struct ProfileTests {
    private func has(_ key: String, _ method: String, _ template: String, _ profile: Profile) throws -> Bool {
        try Tables.of(profile).endpoint(method, template: template)?.parameters[key] != nil
    }

    @Test(
        "Parameters that came with 9.x",
        arguments: [
            ("entrypoint", "POST", "/nodes/{node}/lxc"), ("env", "PUT", "/nodes/{node}/lxc/{vmid}/config"),
            ("ha-managed", "POST", "/nodes/{node}/lxc"), ("intel-tdx", "POST", "/nodes/{node}/qemu"),
            ("allow-ksm", "POST", "/nodes/{node}/qemu"), ("purge", "DELETE", "/cluster/ha/resources/{sid}"),
            ("max-workers", "POST", "/nodes/{node}/startall"),
        ])
    func added(key: String, method: String, template: String) throws {
        #expect(try has(key, method, template, .version9_2))
        #expect(try !has(key, method, template, .version8_4))
    }

    @Test("Rules of high availability took the place of its groups")
    func highAvailability() throws {
        #expect(try Tables.of(.version9_2).endpoint("POST", template: "/cluster/ha/rules") != nil)
        #expect(try Tables.of(.version8_4).endpoint("POST", template: "/cluster/ha/rules") == nil)
    }

    @Test("Keys of property strings that only one version has")
    func keys() throws {
        let mountPoint = "/nodes/pve1/lxc/100/config"
        let unknown = "property is not defined in schema and the schema does not allow additional properties"
        let value: [String: ParameterValue] = ["mp0": .text("local:8,mp=/x,keepattrs=1")]
        #expect(try Tables.errors("PUT", mountPoint, value) == [:])
        #expect(
            try Tables.errors("PUT", mountPoint, value, profile: .version8_4)
                == ["mp0": "invalid format - format error\nmp0.keepattrs: \(unknown)\n"])
        let disk: [String: ParameterValue] = ["vmid": .text("200"), "ide0": .text("local:8,secs=1")]
        #expect(try Tables.errors("POST", "/nodes/pve1/qemu", disk, profile: .version8_4) == [:])
        #expect(
            try Tables.errors("POST", "/nodes/pve1/qemu", disk)
                == ["ide0": "invalid format - format error\nide0.secs: \(unknown)\n"])
    }

    @Test("Privileges differ")
    func privileges() throws {
        let role: [String: ParameterValue] = ["roleid": .text("r1"), "privs": .text("VM.Monitor")]
        #expect(try Tables.errors("POST", "/access/roles", role, profile: .version8_4) == [:])
        #expect(
            try Tables.errors("POST", "/access/roles", role)
                == ["privs": "invalid format - invalid privilege 'VM.Monitor'\n"])
    }

    @Test("Formats whose rules changed")
    func formats() throws {
        let table = try Tables.of(.version8_4)
        #expect(table.failure(of: "l", formatNamed: "pve-storage-id") == "storage ID 'l' contains illegal characters\n")
        #expect(
            table.failure(of: "8GiB", formatNamed: "disk-size") == "value does not look like a valid disk size: 8GiB\n")
        #expect(table.failure(of: "EPYC-Turin", formatNamed: "pve-vm-cpu-conf") != nil)
        #expect(try Tables.of(.version9_2).failure(of: "EPYC-Turin", formatNamed: "pve-vm-cpu-conf") == nil)
    }
}
