import { DefaultPhotoAlbum } from '../layer2/DefaultPhotoAlbum.js';

const album = new DefaultPhotoAlbum(process.argv[2]);

function printDays() {
  const days = album.byDay();
  for (const day in days) {
    console.log(day, days[day].length);
  }
}

if (process.argv[3] === 'days') {
  printDays();
} else {
  console.log(album.find(process.argv[3]).map(p => p.path).join('\n'));
}
