package import PhoenixModel

extension Cluster {
    /// Changes a machine's configuration as `POST …/config` does: what Proxmox looks at first is told at once, the rest
    /// by the worker, which begins with its work before anybody can look.
    package mutating func updateByTask(
        _ reference: GuestReference, _ update: ConfigurationUpdate, by requester: Requester = .root
    ) throws(HostError) -> TaskID {
        let log = [update.logLine(for: reference.id)]
        let verified = try verifiedMachineUpdate(reference, update, by: requester)
        var failure: HostError?
        var warnings: [String] = []
        do throws(HostError) {
            warnings = try updateMachine(reference, verified, by: requester)
        } catch {
            failure = error
        }
        let guest = try locate(reference)
        return begin(
            .note(type: "qmconfig"), on: guest, milliseconds: timing[.configure], failure: failure,
            log: log + warnings)
    }

    /// The rows of `GET …/cloudinit`: what the drive was made from beside what is set now.
    package func cloudInitRows(of reference: GuestReference) throws(HostError) -> [PendingRow] {
        let guest = try locate(reference)
        let record = guest.file.cloudInit ?? GuestSection()
        let added = ConfigurationText.list(record["added"] ?? "")
        let current = guest.file.values(of: guest.file.current)
        let recorded = guest.file.values(of: record)
        let mask = ConfigurationValue.text(GuestFile.passwordMask)
        func shown(_ key: String, _ value: ConfigurationValue?) -> ConfigurationValue? {
            key == "cipassword" && value != nil ? mask : value
        }
        var rows = added.map { PendingRow(key: $0, pending: shown($0, current[$0])) }
        for key in CloudInitKeys.shown where current[key] != nil && !added.contains(key) {
            let old = recorded[key]
            rows.append(
                PendingRow(
                    key: key, value: shown(key, old ?? current[key]),
                    pending: old == nil ? nil : shown(key, current[key])))
        }
        for key in recorded.keys.sorted() where key != "added" && current[key] == nil {
            rows.append(PendingRow(key: key, deletion: .graceful))
        }
        return rows
    }

    /// Makes a machine's cloud-init drive anew from what is set now.
    package mutating func regenerateCloudInit(_ reference: GuestReference) throws(HostError) {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        guests[guest.id]?.file.cloudInit = nil
    }
}
