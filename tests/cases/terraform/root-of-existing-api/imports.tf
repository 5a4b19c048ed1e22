data "aws_api_gateway_resource" "existing_orders_1" {
  rest_api_id = "a1b2c3d4e5"
  path        = "/orders"
}

data "aws_api_gateway_resource" "existing_orders_id_1" {
  rest_api_id = "a1b2c3d4e5"
  path        = "/orders/{id}"
}

data "aws_api_gateway_resource" "existing_products_1" {
  rest_api_id = "a1b2c3d4e5"
  path        = "/products"
}

import {
  to = aws_api_gateway_rest_api.orders
  id = "a1b2c3d4e5"
}

import {
  to = aws_api_gateway_model.new_order
  id = "a1b2c3d4e5/NewOrder"
}

import {
  to = aws_api_gateway_model.order
  id = "a1b2c3d4e5/Order"
}

import {
  to = aws_api_gateway_resource.products
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}"
}

import {
  to = aws_api_gateway_resource.orders
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}"
}

import {
  to = aws_api_gateway_resource.orders_id
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}"
}

import {
  to = aws_api_gateway_method.get_products
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}/GET"
}

import {
  to = aws_api_gateway_integration.get_products
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}/GET"
}

import {
  to = aws_api_gateway_method_response.get_products_200
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}/GET/200"
}

import {
  to = aws_api_gateway_method.post_orders
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}/POST"
}

import {
  to = aws_api_gateway_integration.post_orders
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}/POST"
}

import {
  to = aws_api_gateway_method_response.post_orders_201
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}/POST/201"
}

import {
  to = aws_api_gateway_method.get_orders_id
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}/GET"
}

import {
  to = aws_api_gateway_integration.get_orders_id
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}/GET"
}

import {
  to = aws_api_gateway_method_response.get_orders_id_200
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}/GET/200"
}

import {
  to = aws_api_gateway_method.options_products
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}/OPTIONS"
}

import {
  to = aws_api_gateway_integration.options_products
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}/OPTIONS"
}

import {
  to = aws_api_gateway_method_response.options_products_204
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}/OPTIONS/204"
}

import {
  to = aws_api_gateway_integration_response.options_products_204
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_products_1.id}/OPTIONS/204"
}

import {
  to = aws_api_gateway_method.options_orders
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}/OPTIONS"
}

import {
  to = aws_api_gateway_integration.options_orders
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}/OPTIONS"
}

import {
  to = aws_api_gateway_method_response.options_orders_204
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}/OPTIONS/204"
}

import {
  to = aws_api_gateway_integration_response.options_orders_204
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_1.id}/OPTIONS/204"
}

import {
  to = aws_api_gateway_method.options_orders_id
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}/OPTIONS"
}

import {
  to = aws_api_gateway_integration.options_orders_id
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}/OPTIONS"
}

import {
  to = aws_api_gateway_method_response.options_orders_id_204
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}/OPTIONS/204"
}

import {
  to = aws_api_gateway_integration_response.options_orders_id_204
  id = "a1b2c3d4e5/${data.aws_api_gateway_resource.existing_orders_id_1.id}/OPTIONS/204"
}

import {
  to = aws_api_gateway_gateway_response.default_4xx
  id = "a1b2c3d4e5/DEFAULT_4XX"
}

import {
  to = aws_api_gateway_gateway_response.default_5xx
  id = "a1b2c3d4e5/DEFAULT_5XX"
}

import {
  to = aws_api_gateway_gateway_response.bad_request_body
  id = "a1b2c3d4e5/BAD_REQUEST_BODY"
}

import {
  to = aws_api_gateway_gateway_response.unauthorized
  id = "a1b2c3d4e5/UNAUTHORIZED"
}

import {
  to = aws_api_gateway_gateway_response.throttled
  id = "a1b2c3d4e5/THROTTLED"
}

import {
  to = aws_api_gateway_stage.prod
  id = "a1b2c3d4e5/live"
}
