import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

extension Call {
    /// The caller, as the rules of a guest's settings need to know it.
    func requester(for guest: GuestReference, pool: String? = nil) -> Requester {
        let options = GuestOptionRights(rights: rights, guest: guest.id.number, pool: pool)
        return Requester(isRoot: identity.isRoot) { request throws(HostError) in
            do throws(AccessFailure) {
                try options.require(request, rights)
            } catch {
                throw HostError(error)
            }
        }
    }
}

extension GuestOptionRights {
    /// Demands what one step of a change needs.
    fileprivate func require(_ request: OptionRequest, _ rights: Rights) throws(AccessFailure) {
        switch request {
        case .containerOptions(let values, let deletions, let current):
            try requireContainer(
                setting: values, deleting: deletions, current: current.values.isEmpty ? nil : current.values,
                isUnprivileged: current["unprivileged"].map(ConfigurationText.isTrue) ?? false)
        case .machineOptions(let keys):
            // As for keys that are deleted, nothing is known of their values here.
            try requireMachine(setting: [:], deleting: keys, current: [:])
        case .storages(let values), .bridges(let values): try requireMachine(setting: values, current: [:])
        case .drive(let key, let text): try requireMachine(applying: [key: text], to: [:])
        case .device(let key, let text, let isDeletion):
            try requireMachine(
                applying: isDeletion ? [:] : [key: text], deleting: isDeletion ? [key] : [],
                to: isDeletion ? [key: text] : [:])
        case .tags(let old, let new):
            let current = old.map { ["tags": $0] } ?? [:]
            try requireMachine(
                applying: new.map { ["tags": $0] } ?? [:], deleting: new == nil ? ["tags"] : [], to: current)
        case .release(let storage): try rights.require([.datastoreAllocateSpace], on: "/storage/\(storage)")
        }
    }
}

extension HostError {
    /// The access rules' refusal, met in the middle of a change.
    init(_ failure: AccessFailure) {
        switch failure {
        case .forbidden(let what): self.init(.forbidden, what ?? "")
        case .parameters(let errors): self = .parameters(errors)
        case .failed(let text): self.init(.failed, text)
        case .loginFailed: self.init(.failed, "authentication failure")
        }
    }
}
