import PhoenixModel

extension Guest {
    /// An application that begins is not there until it says so.
    mutating func noteBegin(of run: ScriptRun) {
        switch run.purpose {
        case .application(let name):
            interior.files[InteriorPath.application(name)] = ApplicationFile.starting
            running?.isUsed = true
        case .install, .remove: running?.isUsed = true
        case .check, .health: break
        }
    }

    /// Lets a command take effect and keeps how it ended.
    mutating func finishRun(at index: Int, _ work: GuestRun.Work) {
        var exitCode = work.exitCode ?? 0
        var receipts: [Receipt]?
        switch work.command {
        case .answer: break
        case .readReceipts: receipts = exitCode == 0 ? interior.receipts : nil
        case .writeReceipt(let receipt):
            if exitCode == 0 { exitCode = write(receipt) }
        case .removeReceipt(let subject):
            if exitCode == 0 { interior.files[InteriorPath.receipt(subject)] = nil }
        case .run(let run):
            exitCode = work.exitCode ?? outcome(of: run.purpose)
            interior.files.merge(work.files) { $1 }
            leave(run, exitCode: exitCode)
            if exitCode == ScriptPlan.timeoutExitCode {
                runs[index].lines.append("killed after \(run.timeoutSeconds) s")
            } else if exitCode != 0, work.exitCode == nil {
                runs[index].lines.append("\(run.purpose.name) is not there")
            }
        }
        runs[index].state = .ended(exitCode: exitCode, receipts: receipts)
    }

    /// A check looks for what the installation left; health asks whether every application runs.
    private func outcome(of purpose: ScriptRun.Purpose) -> Int {
        switch purpose {
        case .check(let feature): interior.files[InteriorPath.feature(feature)] == nil ? 1 : 0
        case .health:
            interior.files.allSatisfy { path, text in
                !path.hasPrefix(InteriorPath.applicationFolder) || text.hasPrefix(ApplicationFile.runningPrefix)
            } ? 0 : 1
        case .install, .remove, .application: 0
        }
    }

    private mutating func leave(_ run: ScriptRun, exitCode: Int) {
        let fingerprint = Fingerprint.text(of: run.script.text)
        switch run.purpose {
        case .install(let feature) where exitCode == 0:
            interior.files[InteriorPath.feature(feature)] = fingerprint + "\n"
        case .remove(let feature) where exitCode == 0:
            interior.files[InteriorPath.feature(feature)] = nil
        case .application(let name):
            interior.files[InteriorPath.application(name)] =
                exitCode == 0 ? ApplicationFile.runningPrefix + fingerprint + "\n" : ApplicationFile.failed
        case .install, .remove, .check, .health: break
        }
    }

    private mutating func write(_ receipt: Receipt) -> Int {
        guard let text = try? ReceiptFile.text(of: receipt) else { return ScriptPlan.failureExitCode }
        interior.files[InteriorPath.receipt(receipt.subject)] = text
        return 0
    }
}

/// What an application's file says.
enum ApplicationFile {
    static let starting = "starting\n"
    static let runningPrefix = "running "
    static let failed = "failed\n"
}

/// A short fingerprint of a script's text (FNV-1a, 64 bits), so that a changed script is visible in the guest.
package enum Fingerprint {
    package static func text(of script: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in script.utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x0000_0100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
