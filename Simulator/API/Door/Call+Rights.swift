package import ProxmoxAccess

extension Call {
    /// Demands all privileges on a path; the refusal names the first that is missing.
    package func require(_ privileges: [Privilege], on path: String) throws(Refusal) {
        try demand { rights throws(AccessFailure) in try rights.require(privileges, on: path) }
    }

    /// Demands something of the caller's rights, with the refusal in the API's words.
    package func demand<Value>(_ check: (Rights) throws(AccessFailure) -> Value) throws(Refusal) -> Value {
        do throws(AccessFailure) {
            return try check(rights)
        } catch {
            throw Refusal(error)
        }
    }
}
