import PhoenixModel
import PhoenixPlanner
import PhoenixTestSupport
import Testing

/// Random wishes on random sights: the plan is consistent, a plain model that carries it out ends as wished, and planning
/// again finds nothing to do. The seed of a failing world is in the message; `world(seed:)` makes it again.
@Suite struct RandomWorldTests {
    @Test("A thousand worlds, each wish changed twice")
    func worlds() {
        for seed in UInt64(1)...1000 {
            var world = RandomWorld(seed: seed)
            var plain = PlainHost(world.host(), bindsClones: world.bindsClones)
            for round in 1...3 {
                let fleet = world.fleet()
                let next = plan(fleet, plain.state, writer: "one")
                #expect(
                    plan(fleet, plain.state, writer: "one") == next,
                    "seed \(seed) round \(round): two plans of one sight differ")
                #expect(inconsistencies(of: next, seeing: plain.state) == [], "seed \(seed) round \(round)")
                plain.perform(next)
                #expect(plain.state.guests.allSatisfy { $0.mark?.claim == nil }, "seed \(seed) round \(round)")
                var rest = plan(fleet, plain.state, writer: "one")
                // A template that its clones have kept has its turn once they are gone, and those below it after that.
                for _ in 0..<RandomWorld.templates.count where world.bindsClones && !rest.isEmpty {
                    #expect(inconsistencies(of: rest, seeing: plain.state) == [], "seed \(seed) round \(round)")
                    plain.perform(rest)
                    rest = plan(fleet, plain.state, writer: "one")
                }
                #expect(rest.steps.map(\.id.text) == [], "seed \(seed) round \(round): not at rest")
                for guest in fleet.guests where !next.blocked.contains(where: { $0.id == guest.id }) {
                    check(guest, plain.guest(guest.id), "seed \(seed) round \(round) guest \(guest.id)")
                }
                world.disturb(&plain)
            }
        }
    }

    /// The second opinion: what was wished is there, compared one by one and not with the planner's own code.
    private func check(_ wished: DesiredGuest, _ seen: ObservedGuest?, _ place: String) {
        guard let seen else {
            Issue.record("\(place): it is not there")
            return
        }
        #expect(seen.isTemplate == (wished.outcome == .template), "\(place)")
        #expect((seen.power == .running) == (wished.outcome != .template), "\(place)")
        #expect(seen.mark?.guest == wished.id, "\(place)")
        for setting in wished.configuration.all {
            #expect(seen.configuration[setting.key]?.valueText == setting.valueText, "\(place)")
        }
        guard let receipts = seen.receipts else { return }
        for feature in wished.features {
            #expect(
                receipts.contains { $0.subject == .feature(feature.name) && $0.digest == feature.digest }, "\(place)")
        }
    }
}

/// Makes wishes and disturbances from a seed.
struct RandomWorld {
    private var chance: SeededGenerator
    let bindsClones: Bool
    static let templates = 100..<104

    init(seed: UInt64) {
        chance = SeededGenerator(seed: seed)
        bindsClones = chance.isLucky(0.5)
    }

    mutating func host() -> ObservedState {
        let count = chance.number(1...3)
        return PhoenixTestSupport.host(
            (1...count).map {
                node(NodeName("pve\($0)"), images: chance.isLucky(0.7) ? [debianImage, cloudImage] : [cloudImage])
            })
    }

    /// Up to twelve guests; a guest clones only templates before it and depends only on guests before it.
    mutating func fleet() -> DesiredState {
        var guests: [DesiredGuest] = []
        var templates: [Int] = []
        for number in 100..<(100 + chance.number(1...12)) {
            let source = chance.isLucky(0.5) ? chance.pick(templates) : nil
            let isTemplate = Self.templates.contains(number)
            var guest = container(
                number, "guest-\(number)", cloneOf: source, memory: 512 * chance.number(1...4),
                features: features(), outcome: isTemplate ? .template : .running,
                rules: GuestRules(allowsReplacement: true))
            if !isTemplate, let dependency = chance.pick(guests.map(\.id.number)), chance.isLucky(0.3) {
                guest.dependencies = [id(dependency)]
            }
            if isTemplate { templates.append(number) }
            guests.append(guest)
        }
        let hasSource = chance.isLucky(0.8)
        let policy = chance.isLucky(0.3) ? Policy(prune: .destroy, maximumRemovals: 99) : Policy()
        return wish(
            guests, policy: policy,
            images: hasSource ? [debianImage: imageSource("https://images.example/debian")] : [:])
    }

    /// What people may have done between two commits.
    mutating func disturb(_ plain: inout PlainHost) {
        guard let guest = chance.pick(plain.state.guests.filter { !$0.isTemplate }) else { return }
        switch chance.number(1...4) {
        case 1:
            plain.change(guest.id) {
                $0.power = .stopped
                $0.receipts = nil
            }
        case 2: plain.change(guest.id) { $0.configuration.set(.memory(mebibytes: 256)) }
        case 3: plain.change(guest.id) { $0.pending.changed.set(.nameservers(["9.9.9.9"])) }
        default: break
        }
    }

    private mutating func features() -> [FeatureRequest] {
        let names: [FeatureName] = ["base_setup", "docker", "ollama"]
        return names.filter { _ in chance.isLucky(0.5) }.map {
            feature($0, version: chance.isLucky(0.8) ? "1" : "2", restart: chance.isLucky(0.1))
        }
    }
}
