"""The page of orders: all of them, the products they sold, the parcels they went in, the codes they used."""
