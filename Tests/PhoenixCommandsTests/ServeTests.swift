import Foundation
import Testing

/// `phoenix simulator serve` as a process, as docs/guides/serve-a-simulated-proxmox.md has it.
struct ServeTests {
    /// Starts it, does `work` with its address, and stops it; answers what it ended with.
    private func serve(_ options: String, _ work: String, in scratch: Scratch) async throws -> Answer {
        try await scratch.shell(
            """
            exec 3>&1
            phoenix simulator serve --listen 127.0.0.1:0 \(options) > serve.out 2> serve.err &
            server=$!
            for _ in $(seq 200); do grep -q '^listening' serve.out && break; sleep 0.05; done
            url=$(sed -n 's/^listening on \\([^ ]*\\) .*/\\1/p' serve.out)
            api() { curl -sk --noproxy '*' --max-time 20 -H 'Authorization: PVEAPIToken=root@pam!lab=secret' "$url/api2/json$1" "${@:2}"; }
            \(work)
            kill -TERM $server
            wait $server
            echo "ended with $?"
            """)
    }

    @Test("It says where it listens, answers a client, and ends when it is told to")
    func servesAndEnds() async throws {
        let scratch = try Scratch()
        let answer = try await serve(
            "--token 'root@pam!lab=secret'", "api /version; echo; cat serve.out", in: scratch)
        #expect(answer.output.contains(#""version":"9.2.3""#))
        let ready = /listening on https:\/\/127\.0\.0\.1:\d+ fingerprint SHA256:([0-9A-F]{2}:){31}[0-9A-F]{2}\n/
        #expect(answer.output.contains(ready))
        #expect(answer.output.hasSuffix("ended with 0\n"))
    }

    @Test("Stand-ins for pct act on the cluster that is served")
    func standIns() async throws {
        let scratch = try Scratch()
        let answer = try await serve(
            "--token 'root@pam!lab=secret' --shell-directory bin",
            """
            api /nodes/pve1/lxc -d vmid=101 -d ostemplate=local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst \
                -d rootfs=local-lvm:4 -d start=1 > made
            upid=$(sed 's/.*"data":"\\([^"]*\\)".*/\\1/' made)
            api "/nodes/pve1/tasks/$upid/status" > /dev/null
            curl -sk --noproxy '*' "$url/simulator/clock" -d '{"advanceSeconds": 10}' > /dev/null
            bin/pct status 101
            echo hello > note
            bin/pct push 101 note /etc/note < /dev/null
            bin/pct exec 101 -- cat /etc/note < /dev/null
            bin/pct exec 101 -- nonsense < /dev/null; echo "exit $?"
            """, in: scratch)
        #expect(answer.output.contains("status: running\nhello\nexit 127\n"), "\(answer.output)\(answer.errors)")
    }

    @Test("A record holds what was asked and answered, and no secret")
    func record() async throws {
        let scratch = try Scratch()
        let answer = try await serve(
            "--token 'root@pam!lab=secret' --user root@pam=hunter22 --record record.jsonl",
            """
            api /access/ticket -H 'Authorization:' -d username=root@pam -d password=hunter22 > /dev/null
            api /version > /dev/null
            cat record.jsonl
            """, in: scratch)
        #expect(answer.output.contains(#""path":"/api2/json/version""#))
        #expect(!answer.output.contains("hunter22") && !answer.output.contains("secret"))
        #expect(!answer.output.contains("PVE:root@pam"), "nor a ticket")
    }

    @Test(
        "Wrong options are refused with what to do",
        arguments: [
            ("--profile 7.4", "use --profile 9.2 or --profile 8.4"),
            ("--time never", "use --time virtual, real or a factor"),
            ("--token nonsense", "use --token 'root@pam!NAME=SECRET'"),
            ("--certificate here.pem", "give --certificate and --key together"),
            ("--listen here", "use --listen 127.0.0.1:8006"),
        ])
    func wrongOptions(_ option: String, _ remedy: String) async throws {
        let scratch = try Scratch()
        let place = option.contains("--listen") ? "" : "--listen 127.0.0.1:0"
        let answer = try await scratch.shell("timeout 20 phoenix simulator serve \(option) \(place)")
        #expect(answer.errors.contains(remedy), "\(answer.errors)")
    }
}
