/** Where readers find all of their work on this site. */

export const workAddress = `${import.meta.env.BASE_URL.replace(/\/?$/, '/')}your-work/`
