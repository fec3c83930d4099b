import PhoenixModel
import PhoenixSimulator
import Testing

/// Task identities as Proxmox's own code writes and reads them.
@Suite("UPIDs")
struct UPIDTests {
    @Test("A UPID is written with eight upper-case digits, nine where the process start needs them")
    func writes() {
        var upid = UPID(
            node: "pve1", process: 1234, processStart: 5_678_901, startedAt: 1_700_000_000, type: "vzcreate",
            subject: "100", owner: "root@pam!tok")
        #expect(upid.text == "UPID:pve1:000004D2:0056A735:6553F100:vzcreate:100:root@pam!tok:")
        #expect(upid.user == "root@pam")
        #expect(upid.token == "tok")
        upid = UPID(
            node: "n", process: 1, processStart: 0x1_0000_0000, startedAt: 1, type: "srvreload", subject: "",
            owner: "root@pam")
        #expect(upid.text == "UPID:n:00000001:100000000:00000001:srvreload::root@pam:")
        #expect(UPID(upid.text) == upid)
    }

    @Test(
        "What is no UPID is not read",
        arguments: [
            "UPID:pve1:4D2:0056A9B5:6553F100:vzcreate:100:root@pam:",
            "UPID:pve1:000004D2:0056A9B5:6553F100:vzcreate:100:root@pam",
            "UPID:pve1:000004D2:0056A9B5:6553F100::100:root@pam:",
            "UPID:-a:000004D2:0056A9B5:6553F100:vzcreate:100:root@pam:",
            "UPID:pve1:+00004D2:0056A9B5:6553F100:vzcreate:100:root@pam:", "UPID:nonsense", "",
        ])
    func refuses(_ text: String) {
        #expect(UPID(text) == nil)
    }
}
