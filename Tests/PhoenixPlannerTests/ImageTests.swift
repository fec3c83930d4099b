import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// Images that a node does not have, and that the commit says where to find.
@Suite struct ImageTests {
    @Test("It is fetched before the first guest that is made of it, and every other guest there waits for that")
    func once() {
        let fleet = wish(
            [template(101), template(102, after: [103]), template(103)], images: [alpineImage: alpineSource])
        let next = plan(fleet, host())
        #expect(
            transcript(next) == """
                101/download because node pve1 has no image '\(alpineImage)'
                101/create because it is not on the host
                101/mark because what was applied travels with the guest
                101/template because the commit wants a template
                103/create after 101/download because it is not on the host
                103/mark because what was applied travels with the guest
                103/template because the commit wants a template
                102/create after 101/download 103/template because it is not on the host
                102/mark because what was applied travels with the guest
                102/template because the commit wants a template
                """)
        #expect(inconsistencies(of: next, seeing: host()) == [])
        let download = Download(
            guest: GuestReference(id: id(101), kind: .container, node: "pve1"), volume: alpineImage,
            source: alpineSource)
        #expect(next.steps.first?.action == .change(Submission(change: .download(download), fence: .untouched)))
        #expect(next.steps.first?.leaves == .defined)
    }

    @Test("It is there before anything else is waited for")
    func early() {
        let fleet = wish(
            [container(101, "first"), container(102, "second", image: alpineImage, after: [101])],
            images: [alpineImage: alpineSource])
        let steps = plan(fleet, host()).steps
        #expect(steps.first { $0.id == StepID("102/download") }?.after == [])
        #expect(
            steps.first { $0.id == StepID("102/create") }?.after == [StepID("101/mark"), StepID("102/download")])
    }

    @Test("Each node fetches it for its own storage")
    func local() {
        let fleet = wish(
            [template(101, node: "pve1"), template(102, node: "pve2"), template(103, node: "pve2")],
            images: [alpineImage: alpineSource])
        let observed = host([node("pve1"), node("pve2")])
        let next = plan(fleet, observed)
        #expect(downloads(next) == ["101/download on pve1", "102/download on pve2"])
        #expect(next.steps.first { $0.id == StepID("103/create") }?.after == [StepID("102/download")])
        #expect(inconsistencies(of: next, seeing: observed) == [])
    }

    @Test("A storage that all nodes share gets it once")
    func shared() {
        let image = "tank:vztmpl/alpine.tar.xz"
        let fleet = wish(
            [template(101, image: image, node: "pve1"), template(102, image: image, node: "pve2")],
            images: [image: alpineSource])
        let observed = host([node("pve1").sharing("tank"), node("pve2").sharing("tank")])
        let next = plan(fleet, observed)
        #expect(downloads(next) == ["101/download on pve1"])
        #expect(next.steps.first { $0.id == StepID("102/create") }?.after == [StepID("101/download")])
        #expect(inconsistencies(of: next, seeing: observed) == [])
        var plain = PlainHost(observed)
        plain.perform(next)
        #expect(plan(fleet, plain.state).isConverged)
    }

    @Test("What is there is not fetched")
    func present() {
        let fleet = wish([template(101, image: debianImage)], images: [debianImage: alpineSource])
        #expect(downloads(plan(fleet, host())) == [])
    }

    @Test("Without a source, and on a storage that is not there or holds no such files, it blocks its guest")
    func obstacles() {
        let image = "tank:vztmpl/alpine.tar.xz"
        let fleet = wish(
            [template(101), template(102, image: image), template(103, image: "local-lvm:vztmpl/alpine.tar.xz")],
            images: [image: alpineSource, "local-lvm:vztmpl/alpine.tar.xz": alpineSource])
        let next = plan(fleet, host())
        #expect(
            transcript(next) == """
                101 defined: blocked unknownImage: node pve1 has no image '\(alpineImage)'
                102 defined: blocked unknownStorage: node pve1 has no storage tank, on which image '\(image)' would lie
                103 defined: blocked storageContent: storage local-lvm on pve1 does not hold image \
                'local-lvm:vztmpl/alpine.tar.xz' (content 'vztmpl')
                """)
        let remedies = next.guests.flatMap(\.conditions).map { if case .blocked(let it) = $0 { it.remedy } else { "" } }
        #expect(
            remedies == [
                "say under \"images\" in phoenix.json where it can be had, download it to the node, or use one of "
                    + "\(cloudImage), \(debianImage)", "use one of local, local-lvm",
                "use one of local, or allow that content on it",
            ])
    }

    @Test("A guest that is replaced is not touched before its image has come")
    func replacement() {
        let rules = GuestRules(allowsReplacement: true)
        var plain = PlainHost(host())
        plain.perform(plan(wish([container(101, "web", disk: 20, rules: rules)]), plain.state))
        let next = plan(
            wish(
                [container(101, "web", image: alpineImage, disk: 8, rules: rules)], images: [alpineImage: alpineSource]),
            plain.state)
        #expect(
            next.steps.prefix(4).map(\.id.text) == ["101/download", "101/shut-down", "101/destroy", "101/create"])
        #expect(next.steps[1].after == [StepID("101/download")])
        #expect(next.steps[0].leaves == .created)
        #expect(inconsistencies(of: next, seeing: plain.state) == [])
    }

    @Test("A guest that cannot be made fetches nothing, and leaves it to the next")
    func blocked() {
        var full = template(101)
        full.configuration.set(.memory(mebibytes: 1 << 30))
        let fleet = wish([full, template(102)], images: [alpineImage: alpineSource])
        #expect(downloads(plan(fleet, host())) == ["102/download on pve1"])

        var observed = host()
        observed.authority = .limited(
            Permissions(caller: .user("phoenix@pve"), version: ProxmoxVersion(9, 2), granted: granted(to: [102])))
        let next = plan(wish([template(101), template(102)], images: [alpineImage: alpineSource]), observed)
        #expect(downloads(next) == ["102/download on pve1"])
        #expect(next.blocked.map(\.id) == [id(101)])
    }

    @Test("It needs room for templates on the storage, and leave to fetch from the network")
    func rights() {
        let fleet = wish([template(102)], images: [alpineImage: alpineSource])
        func message(_ edit: (inout [ObjectPath: [PrivilegeName: Bool]]) -> Void) -> String? {
            var granted = granted(to: [102])
            edit(&granted)
            var observed = host()
            observed.authority = .limited(
                Permissions(caller: .user("phoenix@pve"), version: ProxmoxVersion(9, 2), granted: granted))
            for case .blocked(let obstacle) in plan(fleet, observed).guests[0].conditions { return obstacle.message }
            return nil
        }
        #expect(message { _ in } == nil)
        #expect(
            message { ($0["/storage/local"], $0["/nodes/pve1"]) = ([.datastoreAudit: true], nil) }
                == "Phoenix's account lacks Datastore.AllocateTemplate on /storage/local; Sys.AccessNetwork on /nodes/pve1"
        )
        #expect(message { ($0["/nodes/pve1"], $0["/"]) = (nil, [.sysAudit: false, .sysModify: false]) } == nil)
        #expect(
            message { ($0["/nodes/pve1"], $0["/"]) = (nil, [.sysModify: false]) }
                == "Phoenix's account lacks Sys.AccessNetwork on /nodes/pve1")
    }

    private func template(
        _ number: Int, image: String = alpineImage, after dependencies: [Int] = [], node: NodeName? = nil
    ) -> DesiredGuest {
        container(
            number, "guest-\(number)", image: image, outcome: .template, after: dependencies, node: node)
    }

    private func downloads(_ plan: Plan) -> [String] {
        plan.steps.filter { $0.change?.operation == .download }.map { "\($0.id) on \($0.guest.node)" }
    }

    private func granted(to guests: [Int]) -> [ObjectPath: [PrivilegeName: Bool]] {
        let names: [PrivilegeName] = [
            .audit, .allocate, .configProcessor, .configMemory, .configDisk, .configNetwork, .configOptions,
        ]
        var granted: [ObjectPath: [PrivilegeName: Bool]] = [
            "/nodes/pve1": [.sysAccessNetwork: true],
            "/storage/local": [.datastoreAudit: true, .datastoreAllocateTemplate: true],
            "/storage/local-lvm": [.datastoreAllocateSpace: true],
            "/sdn/zones/localnetwork/vmbr0": [.sdnUse: true],
        ]
        for number in guests {
            granted[.guest(id(number))] = Dictionary(uniqueKeysWithValues: names.map { ($0, true) })
        }
        return granted
    }
}

extension ObservedNode {
    /// The node with a storage for templates that all nodes share.
    fileprivate func sharing(_ name: StorageName) -> ObservedNode {
        var node = self
        node.storages.append(
            ObservedStorage(
                name: name, content: ["vztmpl"], isShared: true, totalGibibytes: 100, availableGibibytes: 90))
        return node
    }
}
