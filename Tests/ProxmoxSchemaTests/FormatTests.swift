import ProxmoxSchema
import Testing

struct FormatTests {
    /// A format with values that it takes, and values that it refuses with what it says of them.
    struct Case: Sendable, CustomStringConvertible {
        let name: String
        let good: [String]
        let bad: [(value: String, message: String)]

        init(_ name: String, _ good: [String], _ bad: [(String, String)]) {
            (self.name, self.good, self.bad) = (name, good, bad)
        }

        var description: String { name }
    }

    @Test("Each format takes what Proxmox takes, and says what Proxmox says", arguments: formats)
    func format(_ format: Case) throws {
        let table = try Tables.of(.version9_2)
        for value in format.good {
            #expect(table.failure(of: value, formatNamed: format.name) == nil, "\(value)")
        }
        for (value, message) in format.bad {
            #expect(table.failure(of: value, formatNamed: format.name) == message + "\n", "\(value)")
        }
    }

    @Test("A format that nobody knows refuses everything")
    func unknown() throws {
        #expect(try Tables.of(.version9_2).failure(of: "x", formatNamed: "foo") == "undefined format 'foo'\n")
    }

    private static let notAddress = "value does not look like a valid IP address"
    private static let configuration = "value does not look like a valid ipv4 network configuration"

    static let formats: [Case] = [
        Case("pve-vmid", ["100", "999999999", "100\n"], [("99", "value does not look like a valid VM ID")]),
        Case("pve-vmid-list", ["100,101", "100;101 102", ""], [("100,1", "value does not look like a valid VM ID")]),
        Case(
            "pve-configid", ["ab", "A_-1"],
            [("1a", "invalid configuration ID '1a'"), ("a", "invalid configuration ID 'a'")]),
        Case("pve-node", ["a", "pve-1"], [("-a", "value does not look like a valid node name")]),
        Case("urlencoded", ["a%20b", ""], [("a b", "invalid urlencoded string: a b")]),
        Case(
            "mac-addr", ["BC:24:11:00:00:01"],
            [("01:00:00:00:00:00", "value does not look like a valid unicast MAC address")]),
        Case("mac-prefix", ["BC:24:11", "bc"], [("01", "value is not a valid unicast MAC address prefix")]),
        Case("ipv4", ["1.2.3.4"], [("01.2.3.4", "value does not look like a valid IPv4 address")]),
        Case(
            "ipv6", ["::", "fd00::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
            ["1::2::3", "12345::", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7", "1.2.3.4::"].map {
                ($0, "value does not look like a valid IPv6 address")
            }),
        Case(
            "ipv4mask", ["255.255.255.0", "0.0.0.0"], [("255.0.255.0", "value does not look like a valid IP netmask")]),
        Case(
            "CIDRv4", ["10.0.0.1/8", "1.2.3.4/32"],
            ["1.2.3.4/7", "1.2.3.4/33", "1.2.3.4"].map {
                ($0, "value does not look like a valid IPv4 CIDR network")
            }),
        Case("CIDR", ["10.0.0.0/8", "fd00::/64"], [("fd00::/129", "value does not look like a valid CIDR network")]),
        Case("pve-ipv4-config", ["dhcp", "manual", "1.2.3.4/24"], [("auto", configuration)]),
        Case("lxc-ip-with-ll-iface-list", ["1.1.1.1,fe80::1%eth0"], [("fe80::1%", notAddress), ("x", notAddress)]),
        Case(
            "dns-name", ["a", "a-b.c"], ["a_b", "a.", "-a"].map { ($0, "value does not look like a valid DNS name") }),
        Case("address", ["host", "::1"], [("0", "value does not look like a valid address: 0")]),
        Case("pve-iface", ["eth0", "vmbr0.5", "eth0:1"], [("e", "invalid network interface name 'e'")]),
        Case("pve-bridge-id", ["vmbr0", "a"], [("a b", "invalid bridge ID 'a b'")]),
        Case(
            "pve-vlan-id-or-range-list", ["2", "5-10;20"],
            [
                ("1", "invalid VLAN tag '1'"), ("x", "invalid VLAN configuration 'x'"),
                ("10-5", "VLAN range must go from lower to higher tag '10-5'"),
            ]),
        Case("disk-size", ["8G", "1.5K", "2GiB"], [("8g", "value does not look like a valid disk size: 8g")]),
        Case("pve-tag-list", ["a;B_c", "a.b+c"], [("a;-b", "invalid characters in tag")]),
        Case(
            "pve-startup-order", ["1", "order=1,up=2,down=3", "1, ,up=2"],
            ["", "0", "up=x"].map {
                ($0, "unable to parse startup options")
            }),
        Case("email-opt", ["", "0", "a.b+c@d-e.f"], [("a@", "value does not look like a valid email address")]),
        Case(
            "email-or-username-list", ["root,a@b"],
            [("a@b@c", "value does not look like a valid email address or user name")]),
        Case("pve-ct-timezone", ["host", "UTC", "Europe/Berlin"], [("Mars/Base", "invalid time zone 'Mars/Base'")]),
        Case("pve-task-status-type-list", ["ok,ERROR"], [("done", "invalid status 'done'")]),
        Case(
            "pve-lxc-mp-string", ["/data", "a..b", ".."],
            ["/a/../b", "/a/.", "../a"].map {
                ($0, "\($0) contains illegal character sequences")
            }),
        Case(
            "pve-lxc-dev-string", ["/dev/nvidia0"],
            ["/srv/x", "/dev/../x"].map { ($0, "\($0) is not a valid device path") }),
        Case(
            "pve-cpuset", ["0-3,5", ""],
            [("3-0", "unable to parse cpuset option"), ("a", "unable to parse cpuset option")]),
        Case("pve-volume-id", ["local:iso/x.iso"], [("x.iso", "unable to parse volume ID 'x.iso'")]),
        Case("pve-volume-id-or-qm-path", ["none", "/dev/sda", "local:8"], [("8", "unable to parse volume ID '8'")]),
        Case("pve-hotplug-features", ["0", "1", "disk,cpu"], [("disk,gpu", "invalid hotplug feature 'gpu'")]),
        Case("pve-phys-bits", ["host", "64"], [("7", "value must be an integer between 8 and 64 or 'host'")]),
        Case("pve-qm-bootdisk", ["scsi30", "efidisk0"], [("scsi31", "invalid boot disk 'scsi31'")]),
        Case("pve-qm-bootdev-list", ["scsi0;net31;usb13"], [("efidisk0", "invalid boot device 'efidisk0'")]),
        Case(
            "pve-storage-id", ["local", "a1"],
            [
                ("l", "storage ID 'l' cannot be shorter than 2 characters"),
                ("1a", "storage ID '1a' contains illegal characters"),
            ]),
        Case(
            "storage-pair-list", ["a1:b1,c1", "1", "0"],
            [("l", "entry 'l' contains invalid ID - storage ID 'l' cannot be shorter than 2 characters\n\n")]),
        Case(
            "pve-storage-path", ["/srv;x"],
            ["srv", "/", "/;x"].map { ($0, "value does not look like a valid absolute path") }),
        Case(
            "pve-storage-server", ["nas.lan", "::1"],
            [("a_b", "value does not look like a valid server name or IP address")]),
        Case(
            "pve-storage-portal-dns", ["nas:3260", "[::1]:80", "::1"],
            [("a b", "value does not look like a valid portal address")]),
        Case("pve-storage-content-list", ["images,import"], [("foo", "invalid content type 'foo'")]),
        Case(
            "pve-dir-override-list", ["iso=my/isos"],
            [("foo=x", "invalid content type 'foo'"), ("iso", "invalid override 'iso'")]),
        Case(
            "pve-storage-zfs-blocksize", ["", "4k", "16M"],
            [
                (
                    "3k",
                    "value '3k' is not a valid ZFS blocksize. Must be a power of 2 between 512B and 16MiB "
                        + "(e.g., 4k, 8k, 16k, 64k, 1m)."
                )
            ]),
        Case(
            "pve-replication-job-id", ["100-0"],
            [("99-0", "invalid replication job id '99-0' (guest IDs < 100 are reserved)")]),
        Case(
            "pve-userid", ["root@pam"],
            [("a", "user name 'a' is too short"), ("abc", "value 'abc' does not look like a valid user name")]),
        Case(
            "pve-tokenid-list", ["root@pam!tok"], [("root@pam", "value 'root@pam' does not look like a valid token ID")]
        ),
        Case("pve-groupid-list", ["a.b"], [("a/b", "group name 'a/b' contains invalid characters")]),
        Case(
            "pve-poolid", ["a/b/c"],
            [
                ("a/b/c/d", "pool name 'a/b/c/d' nested too deeply (max levels = 3)"),
                ("a//b", "pool name 'a//b' contains invalid characters"),
            ]),
        Case("pve-priv-list", ["VM.Audit,Sys.Modify"], [("VM.Monitor", "invalid privilege 'VM.Monitor'")]),
        Case("ldap-simple-attr-list", ["cn"], [("c-n", "value 'c-n' does not look like a simple ldap attribute name")]),
        Case("pve-acme-domain", ["a.b"], [("a", "value 'a' does not look like a valid domain name!")]),
        Case(
            "pve-ha-resource-or-vm-id", ["ct:100", "100"], [("ct:", "value does not look like a valid ha resource id")]),
        Case("pve-ha-node-list", ["pve1:5,pve2"], [("pve1:x", "value does not look like a valid ha node")]),
        Case("pve-fw-protocol-spec", ["tcp", "58", ""], [("foo", "unknown protocol 'foo'")]),
        Case(
            "pve-fw-dport-spec", ["22,80:90", "ssh", "echo-request"],
            [
                ("70000", "invalid port '70000'"), ("22,", "extraneous commas in list"),
                ("echo-request,22", "ICMP ports not allowed in port range"),
                ("9:1", "backwards range '9:1' not allowed, did you mean '1:9'?"),
            ]),
        Case(
            "pve-fw-addr-spec", ["+set", "dc/name", "10.0.0.0/8,1.2.3.4", "10.0.0.1-10.0.0.9", "fd00::/64"],
            [
                ("10.0.0.1/8", "invalid IP address: Invalid prefix 00001010000000000000000000000001/8"),
                (
                    "10.0.0.9-10.0.0.1",
                    "invalid IP address: Begin address is greater than End address 10.0.0.9 - 10.0.0.1"
                ),
                ("1.2.3.4,fd00::1", "detected mixed ipv4/ipv6 addresses in address list '1.2.3.4,fd00::1'"),
            ]),
        Case("IPorCIDR", ["1.2.3.4/24"], [("1.2.3.4/33", "Prefix length 33 is longer than IP address (32)")]),
        Case(
            "pve-calendar-event",
            ["daily", "mon..fri 02:30", "*-*-1 */2:00", "sat,sun 10:00 UTC", "*:0/15", "2026-01-01 0:0", "8"],
            [
                ("", "invalid calendar event '' - unable to parse calendar event - event is empty\n"),
                (
                    "foo",
                    "invalid calendar event 'foo' - unable to parse calendar event at 'foo' - Context(\"weekday\")\n"
                ),
                ("mon x", "invalid calendar event 'mon x' - unable to parse calendar event at 'x' - Nom(Eof)\n"),
            ]),
        Case(
            "pve-command-batch", [#"[{"path":"status","method":"GET"}]"#, "[]"],
            [
                (
                    #"[{"path":"x","method":"PATCH"}]"#,
                    "commands is not a valid array of commands: 400 Parameter verification failed.\n"
                        + "[0].method: value does not match the regex pattern"
                )
            ]),
    ]
}
