package import PhoenixModel

/// Examines a host: whether it is one that Phoenix can work with, and lets Phoenix do what a repository needs.
///
/// Each check stands alone: what cannot be asked is said to be unknown, and the rest is looked at all the same.
package struct Doctor: Sendable {
    private let inquiry: DoctorInquiry

    /// The title of what is found when the API cannot be asked at all.
    package static let reachTitle = "API"

    /// - Parameter shell: the way to the nodes' own shells; nil if there is none.
    package init(server: any ProxmoxServer, shell: (any NodeShell)?, circumstances: DoctorCircumstances) {
        inquiry = DoctorInquiry(server: server, shell: shell, circumstances: circumstances)
    }

    package func examine() async -> Diagnosis {
        let version: ProxmoxVersion
        do throws(Failure) {
            version = try await PermissionsObserver(inquiry.server).version()
        } catch {
            let causes = error.causes.isEmpty ? "" : " (\(error.causes.joined(separator: ", ")))"
            return Diagnosis(findings: [Finding(Self.reachTitle, .failed, error.message + causes, remedy: error.remedy)]
            )
        }
        let facts = await inquiry.facts(version: version)
        let circumstances = inquiry.circumstances
        var findings = [
            versionFinding(version), nodesFinding(facts, circumstances.desired),
            certificateFinding(facts, trust: circumstances.trust, now: circumstances.now),
            clockFinding(facts, now: circumstances.now),
        ]
        guard let desired = circumstances.desired else { return Diagnosis(findings: findings) }
        findings += [
            rightsFinding(facts, desired), shellsFinding(facts, hasShell: inquiry.shell != nil),
            storagesFinding(facts, desired), bridgesFinding(facts, desired), imagesFinding(facts, desired),
            devicesFinding(facts, desired), driverFinding(facts, desired), agentsFinding(facts, desired),
        ].compactMap(\.self)
        let commands = AccessCommands(
            needs: facts.allNeeds, replaceable: Set(desired.guests.filter(\.rules.allowsReplacement).map(\.id)),
            nodes: facts.nodeNames, roles: facts.roles, caller: circumstances.caller)
        return Diagnosis(findings: findings, commands: commands.lines)
    }
}
