// The people who may sign at a moment, by the dates of their keys.

/** @typedef {Record<string, any>} Signer */

/** Everybody in the register of signers except the trainee. */
export class Team {
  /**
   * @param {Iterable<Signer>} signers
   * @param {string} trainee
   */
  constructor(signers, trainee) {
    this.signers = [...signers].filter((signer) => signer.person !== trainee);
    /** @type {Map<string, Signer[]>} */
    this.byDay = new Map();
  }

  /**
   * The number of people at a moment.
   * @param {string} at
   */
  size(at) {
    return new Set(this.valid(at.slice(0, 10)).map((signer) => signer.person)).size;
  }

  /**
   * Whether somebody has one of these roles at a moment.
   * @param {string[]} roles
   * @param {string} at
   */
  hasAny(roles, at) {
    return this.valid(at.slice(0, 10)).some((signer) => roles.some((role) => signer.roles.includes(role)));
  }

  /** @param {string} day */
  valid(day) {
    const known = this.byDay.get(day) ?? this.signers.filter((signer) => isValid(signer, day));
    this.byDay.set(day, known);
    return known;
  }
}

/**
 * @param {Signer} signer
 * @param {string} day
 */
function isValid({ from, until, revoked }, day) {
  return from <= day && day <= until && (revoked === null || day < revoked);
}
