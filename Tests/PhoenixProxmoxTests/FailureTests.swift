import Foundation
import PhoenixModel
import PhoenixProxmox
import Testing

@Suite("What Proxmox's refusals mean")
struct FailureTests {
    /// Every refusal of a running Proxmox VE 9.2 (recordings) and what a person or Phoenix has to do about it.
    @Test(
        "Refusals that a running Proxmox gave",
        arguments: [
            (501, "Method 'GET /nosuch' not implemented", .refused), (401, "Authentication failed!", .hostForbidden),
            (401, "No ticket", .hostForbidden), (401, "authentication failure", .hostForbidden),
            (500, "Configuration file 'nodes/pve1/lxc/999.conf' does not exist", .notFound),
            (500, "hostname lookup 'nosuch' failed - failed to get address info for: nosuch", .notFound),
            (500, "storage 'nosuch' does not exist", .notFound), (500, "bridge 'vmbr9' does not exist", .notFound),
            (403, "Permission check failed (/vms/301, VM.Config.Memory)", .hostForbidden),
            (403, "Permission check failed (mount point type bind is only allowed for root@pam)", .hostForbidden),
            (500, "only root can set 'hostpci0' config for non-mapped devices", .hostForbidden),
            (500, "CT 301 already exists on node 'pve1'", .alreadyExists),
            (500, "detected modified configuration - file changed by other user? Try again.", .conflict),
            (500, "checksum mismatch (file change by other user?)", .conflict), (500, "no options specified", .refused),
            (500, "unable to modify read-only option: 'unprivileged'", .refused),
            (500, "can't remove CT 301 - protection mode enabled", .refused),
            (500, "unable to shrink disk size", .refused),
            (500, "CT 301 not running", .conflict), (500, "CT 301 already running", .conflict),
            (500, "unable to destroy CT 301 - container is running", .conflict),
            (500, "unable to use snapshot name 'current' (reserved name)", .refused),
            (500, "Full clone of a running container is only possible from a snapshot", .conflict),
            (500, "you can't convert a template to a template", .refused),
            (500, "parameter 'storage' not allowed for linked clones", .refused),
        ] as [(Int, String, Failure.Code)])
    func recorded(status: Int, message: String, code: Failure.Code) {
        let failure = failure(.refused(Refusal(status: status, message: message)))
        #expect(failure.code == code)
        #expect(failure.message == "the host did not create guest 301: \(message)")
        #expect(failure.causes == ["\(status) \(message)", "POST /nodes/pve1/lxc"])
    }

    @Test(
        "Locks, races and a cluster without its majority pass by themselves",
        arguments: [
            (500, "CT is locked (backup)", .locked), (500, "VM is locked (snapshot-delete)", .locked),
            (500, "can't lock file '/run/lock/lxc/pve-config-100.lock' - got timeout", .locked),
            (500, "cfs-lock 'storage-x' error: got lock request timeout", .locked),
            (500, "cluster not ready - no quorum?", .nodeOffline),
            (500, "cfs-lock 'file-user_cfg' error: no quorum!", .nodeOffline),
            (500, "QEMU guest agent is not running", .guestNotReady),
        ] as [(Int, String, Failure.Code)])
    func passing(status: Int, message: String, code: Failure.Code) {
        let failure = failure(.refused(Refusal(status: status, message: message)))
        #expect((failure.code, failure.disposition) == (code, .retry))
    }

    @Test(
        "A change between nodes whose answer is lost has to be looked for; a reading is asked again",
        arguments: 595...599)
    func betweenNodes(status: Int) {
        let error = ProxmoxError.refused(Refusal(status: status, message: "Connection timed out"))
        #expect(failure(error).code == .outcomeUnknown)
        let reading = Failure(error, of: ProxmoxRequest(.get, "/nodes/pve2/lxc"), while: "list guests")
        #expect(reading.code == (status == 595 ? .nodeOffline : .hostUnreachable))
        #expect(reading.disposition == .retry)
    }

    @Test("A connection that breaks before a change was sent changes nothing; after it, nobody knows")
    func transport() {
        #expect(failure(.unreachable("connection refused")).code == .hostUnreachable)
        #expect(failure(.lost("connection reset")).code == .outcomeUnknown)
        #expect(failure(.unreadable("no JSON")).code == .internalDefect)
    }

    @Test(
        "How tasks ended",
        arguments: [
            (
                "unable to create CT 302 - volume 'local:vztmpl/nosuch_1_amd64.tar.zst' does not exist", .notFound,
                .stall
            ),
            ("snapshot name 'base' already used", .alreadyExists, .stall),
            ("command 'lvcreate -aly -V 8G' failed: exit code 5", .taskFailed, .retry),
            ("received interrupt", .taskFailed, .retry), ("unexpected status", .taskFailed, .retry),
            ("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout", .locked, .retry),
            ("copy failed: No space left on device", .noCapacity, .stall),
            ("checksum mismatch: got 'ab' != expect 'cd', aborting", .taskFailed, .stall),
            ("checksum mismatch (file change by other user?)", .conflict, .retry),
            (
                "refusing to override existing file '/var/lib/vz/template/cache/alpine.tar.xz'", .alreadyExists, .stall
            ),
            ("download failed: wget: exit code 4", .taskFailed, .retry),
        ] as [(String, Failure.Code, Failure.Disposition)])
    func tasks(text: String, code: Failure.Code, disposition: Failure.Disposition) {
        let failure = Failure(taskExit: text, of: TaskID("UPID:x"))
        #expect((failure.code, failure.disposition) == (code, disposition))
        #expect(failure.causes == [text, "task UPID:x"])
    }

    private func failure(_ error: ProxmoxError) -> Failure {
        Failure(error, of: ProxmoxRequest(.post, "/nodes/pve1/lxc"), while: "create guest 301")
    }
}
