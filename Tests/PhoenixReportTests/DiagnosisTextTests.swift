import JSONSchema
import PhoenixModel
import PhoenixReport
import Testing

struct DiagnosisTextTests {
    private let diagnosis = Diagnosis(
        findings: [
            Finding("version", .ok, "Proxmox VE 9.2"),
            Finding(
                "clock", .warning, "node pve1's clock is 20 s behind the one here", remedy: "keep the time with NTP"),
            Finding("certificate", .unknown, "node pve1's certificate could not be asked for: 501"),
            Finding("rights", .failed, "it lacks VM.Audit on /vms/101", remedy: "run the commands below"),
        ],
        commands: [
            "pveum role add PhoenixGuests --privs 'VM.Audit'",
            "pveum acl modify /vms/101 --users phoenix@pve --roles PhoenixGuests",
        ])

    @Test("A line for each check, what to do below it, and the commands at the end")
    func textual() {
        #expect(
            text(of: diagnosis, style: .plain) == """
                ok       version      Proxmox VE 9.2
                warning  clock        node pve1's clock is 20 s behind the one here
                                      keep the time with NTP
                unknown  certificate  node pve1's certificate could not be asked for: 501
                failed   rights       it lacks VM.Audit on /vms/101
                                      run the commands below

                4 checks: 1 ok, 1 warning, 1 failed, 1 unknown

                What this repository needs and no more, to be run as root on a node:

                    pveum role add PhoenixGuests --privs 'VM.Audit'
                    pveum acl modify /vms/101 --users phoenix@pve --roles PhoenixGuests

                """)
    }

    @Test("The same for programs")
    func structured() {
        let short = Diagnosis(findings: [diagnosis.findings[3], diagnosis.findings[0]], commands: ["pveum"])
        #expect(
            json(of: short).compactText == """
                {"verdict":"failed","findings":[{"title":"rights","verdict":"failed","detail":"it lacks VM.Audit on /vms/101",\
                "remedy":"run the commands below"},{"title":"version","verdict":"ok","detail":"Proxmox VE 9.2","remedy":null}],\
                "commands":["pveum"]}
                """)
        #expect(Diagnosis(findings: []).verdict == .unknown)
    }
}
