/**
 * Two ways to write the same function of the same parameters. `plain` follows the figure step by step. `folded` moves
 * what is linear to where it is cheapest and keeps tokens in the order that the next step reads; what then depends on
 * parameters alone, the runtime works out once, when it opens the file.
 */
export type Form = 'plain' | 'folded';
