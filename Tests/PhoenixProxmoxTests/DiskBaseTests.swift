import PhoenixModel
import Testing

@testable import PhoenixProxmox

@Suite("What the disks in a configuration rest on") struct DiskBaseTests {
    @Test("Every kind of disk tells, attached or not, and nothing else does")
    func keys() {
        func bases(_ values: [String: String]) -> [Int] {
            ConfigText(values: values).diskBases.map(\.guest.number)
        }
        #expect(bases(["rootfs": "tank:basevol-900-disk-0/subvol-101-disk-0,size=8G"]) == [900])
        #expect(
            bases([
                "scsi0": "tank:base-903-disk-0/vm-101-disk-0,size=8G",
                "mp4": "volume=tank:base-902-disk-1/vm-101-disk-1,mp=/a",
                "unused7": "tank:base-901-disk-0/vm-101-disk-2", "efidisk0": "file=tank:base-904-disk-0/vm-101-disk-3",
            ]) == [901, 902, 903, 904])
        #expect(
            bases([
                "description": "tank:base-900-disk-0/vm-101-disk-0", "scsihw": "tank:base-900-disk-0/vm-101-disk-0",
                "ide2": "local:iso/base-900-disk-0.iso,media=cdrom", "scsi1": "/dev/base-900-disk-0/x",
                "net0": "name=eth0,ip=10.0.0.2/24",
            ]) == [])
    }

    @Test("Disks on the same template count once")
    func once() {
        let text = ConfigText(values: [
            "scsi0": "tank:base-900-disk-0/vm-101-disk-0", "scsi1": "tank:base-900-disk-1/vm-101-disk-1",
        ])
        #expect(text.diskBases.count == 1)
    }
}
